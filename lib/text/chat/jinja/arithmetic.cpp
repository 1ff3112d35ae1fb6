#include <cmath>
#include <limits>

#include "text/chat/jinja/formatting.h"
#include "text/chat/jinja/operators.h"

namespace maas::text::jinja {
namespace {

[[noreturn]] void unsupported(std::string_view sign, const Value& a, const Value& b) {
  for (const Value* value : {&a, &b}) {
    if (value->is_undefined()) complain("{}", std::get<0>(value->data())->why);
  }
  complain("unsupported operand types for {}: '{}' and '{}'", sign, type_of(a), type_of(b));
}

[[noreturn]] void overflow() {
  complain("a whole number is beyond 64 bits");
}

void check_divisor(const Value& divisor) {
  if (divisor.number() == 0) complain("division by zero");
}

/// Applies one function to whole numbers, which may overflow, and another to the rest.
template <class Whole, class Real>
Value calculated(std::string_view sign, const Value& a, const Value& b, Whole whole, Real real_of) {
  if (a.is_integer() && b.is_integer()) {
    std::int64_t result = 0;
    if (whole(a.integer(), b.integer(), &result)) overflow();
    return integer(result);
  }
  if (a.is_number() && b.is_number()) return real(real_of(a.number(), b.number()));
  unsupported(sign, a, b);
}

Value joined(Budget& budget, const Value& a, const Value& b) {
  const bool is_markup = a.text().is_markup || b.text().is_markup;
  budget.make(a.bytes().size() + b.bytes().size());
  const auto part = [&](const Value& value) {
    return is_markup && !value.text().is_markup ? escaped(budget, value.bytes()) : value.bytes();
  };
  if (is_markup) return text(budget, part(a) + part(b), true);
  return text(budget, a.bytes() + b.bytes());
}

Value appended(Budget& budget, const Sequence& a, const Sequence& b) {
  budget.make((a.items->size() + b.items->size()) * sizeof(Value));
  Values items = *a.items;
  items.insert(items.end(), b.items->begin(), b.items->end());
  return sequence(budget, a.kind, std::move(items));
}

bool is_list_or_tuple(const Sequence* sequence) {
  return sequence != nullptr &&
         (sequence->kind == Sequence::Kind::kList || sequence->kind == Sequence::Kind::kTuple);
}

/// Pays for `count` times `bytes` before they are made.
std::size_t repetitions(Budget& budget, std::int64_t count, std::size_t bytes) {
  const auto times = static_cast<std::size_t>(std::max<std::int64_t>(count, 0));
  std::size_t total = 0;
  if (__builtin_mul_overflow(times, bytes, &total)) total = std::numeric_limits<std::size_t>::max();
  budget.make(total);
  return bytes == 0 ? 0 : times;
}

Value repeated(Budget& budget, const Value& value, std::int64_t count) {
  if (value.is_text()) {
    const std::size_t times = repetitions(budget, count, value.bytes().size());
    std::string result;
    result.reserve(times * value.bytes().size());
    for (std::size_t i = 0; i < times; ++i) result += value.bytes();
    return text(budget, std::move(result), value.text().is_markup);
  }
  const Values& items = *value.sequence()->items;
  const std::size_t times = repetitions(budget, count, items.size() * sizeof(Value));
  Values result;
  result.reserve(times * items.size());
  for (std::size_t i = 0; i < times; ++i) result.insert(result.end(), items.begin(), items.end());
  return sequence(budget, value.sequence()->kind, std::move(result));
}

std::int64_t floored_quotient(std::int64_t a, std::int64_t b) {
  return a / b - (a % b != 0 && (a < 0) != (b < 0) ? 1 : 0);
}

double floored_remainder(double a, double b) {
  const double rest = std::fmod(a, b);
  return rest != 0 && (rest < 0) != (b < 0) ? rest + b : rest;
}

/// Returns true on overflow.
bool whole_power(std::int64_t base, std::int64_t exponent, std::int64_t* result) {
  *result = 1;
  while (exponent > 0) {
    if ((exponent & 1) != 0 && __builtin_mul_overflow(*result, base, result)) return true;
    exponent >>= 1;
    if (exponent > 0 && __builtin_mul_overflow(base, base, &base)) return true;
  }
  return false;
}

}  // namespace

Value add(Budget& budget, const Value& a, const Value& b) {
  if (a.is_text() && b.is_text()) return joined(budget, a, b);
  const Sequence* front = a.sequence();
  const Sequence* back = b.sequence();
  if (is_list_or_tuple(front) && is_list_or_tuple(back) && front->kind == back->kind) {
    return appended(budget, *front, *back);
  }
  return calculated(
      "+", a, b, [](auto x, auto y, auto* z) { return __builtin_add_overflow(x, y, z); },
      [](double x, double y) { return x + y; });
}

Value subtract(Budget& /*budget*/, const Value& a, const Value& b) {
  return calculated(
      "-", a, b, [](auto x, auto y, auto* z) { return __builtin_sub_overflow(x, y, z); },
      [](double x, double y) { return x - y; });
}

Value multiply(Budget& budget, const Value& a, const Value& b) {
  const auto is_row = [](const Value& value) {
    return value.is_text() || is_list_or_tuple(value.sequence());
  };
  if (is_row(a) && b.is_integer()) return repeated(budget, a, b.integer());
  if (is_row(b) && a.is_integer()) return repeated(budget, b, a.integer());
  return calculated(
      "*", a, b, [](auto x, auto y, auto* z) { return __builtin_mul_overflow(x, y, z); },
      [](double x, double y) { return x * y; });
}

Value divide(Budget& /*budget*/, const Value& a, const Value& b) {
  if (!a.is_number() || !b.is_number()) unsupported("/", a, b);
  check_divisor(b);
  return real(a.number() / b.number());
}

Value floor_divide(Budget& /*budget*/, const Value& a, const Value& b) {
  if (!a.is_number() || !b.is_number()) unsupported("//", a, b);
  check_divisor(b);
  if (!a.is_integer() || !b.is_integer()) return real(std::floor(a.number() / b.number()));
  if (b.integer() == -1) return negative(a);
  return integer(floored_quotient(a.integer(), b.integer()));
}

Value modulo(Budget& budget, const Value& a, const Value& b) {
  if (a.is_text()) return text(budget, printf_formatted(budget, a.bytes(), b));
  if (!a.is_number() || !b.is_number()) unsupported("%", a, b);
  check_divisor(b);
  if (!a.is_integer() || !b.is_integer()) return real(floored_remainder(a.number(), b.number()));
  if (b.integer() == -1) return integer(0);
  return integer(a.integer() - floored_quotient(a.integer(), b.integer()) * b.integer());
}

Value power(Budget& /*budget*/, const Value& a, const Value& b) {
  if (b.is_integer() && b.integer() < 0 && a.is_number()) {
    check_divisor(a);
    return real(std::pow(a.number(), b.number()));
  }
  return calculated("**", a, b, whole_power, [](double x, double y) { return std::pow(x, y); });
}

Value negative(const Value& value) {
  if (!value.is_number()) unsupported("unary -", value, value);
  if (!value.is_integer()) return real(-value.number());
  if (value.integer() == std::numeric_limits<std::int64_t>::min()) overflow();
  return integer(-value.integer());
}

Value positive(const Value& value) {
  if (!value.is_number()) unsupported("unary +", value, value);
  return value.is_integer() ? integer(value.integer()) : value;
}

}  // namespace maas::text::jinja
