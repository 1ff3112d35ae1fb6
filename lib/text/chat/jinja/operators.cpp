#include "text/chat/jinja/operators.h"

#include <algorithm>

#include "base/utf8.h"
#include "text/chat/jinja/characters.h"

namespace maas::text::jinja {
namespace {

bool is_comparable(const Sequence* a, const Sequence* b) {
  return a != nullptr && b != nullptr && a->kind == b->kind &&
         (a->kind == Sequence::Kind::kList || a->kind == Sequence::Kind::kTuple ||
          a->kind == Sequence::Kind::kRange);
}

bool same_items(Budget& budget, const Values& a, const Values& b) {
  return a.size() == b.size() &&
         std::equal(a.begin(), a.end(), b.begin(),
                    [&](const Value& x, const Value& y) { return equals(budget, x, y); });
}

bool same_entries(Budget& budget, const Dict& a, const Dict& b) {
  if (a.entries().size() != b.entries().size()) return false;
  return std::ranges::all_of(a.entries(), [&](const Dict::Entry& entry) {
    const Value* other = b.find(entry.first);
    return other != nullptr && equals(budget, entry.second, *other);
  });
}

bool less_items(Budget& budget, const Values& a, const Values& b) {
  for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) {
    if (!equals(budget, a[i], b[i])) return less(budget, a[i], b[i]);
  }
  return a.size() < b.size();
}

/// Looks a key up and pays for its length.
const Value* looked_up(Budget& budget, const Dict& dict, const Value& key) {
  constexpr std::size_t kTimes = 4;  // the key is written, hashed and compared
  if (key.is_text()) budget.look(kTimes * key.bytes().size());
  return dict.find(key);
}

/// Pays for going through the code points of a text.
void pay_for_points(Budget& budget, std::string_view text) {
  constexpr std::size_t kBytesAStep = 64;
  const std::size_t ascii = base::end_of_ascii(text);
  budget.look(ascii);
  budget.step((text.size() - ascii) / kBytesAStep);
}

Value character_at(Budget& budget, const std::string& text, std::size_t index) {
  pay_for_points(budget, text);
  const std::size_t at = offset_of(text, index);
  return jinja::text(budget, text.substr(at, front_length(std::string_view(text).substr(at))));
}

std::size_t size_of(Budget& budget, const Value& value) {
  if (value.is_text()) {
    pay_for_points(budget, value.bytes());
    return count_of(value.bytes());
  }
  return value.sequence()->items->size();
}

bool has_index(const Value& value) {
  const Sequence* sequence = value.sequence();
  return value.is_text() || (sequence != nullptr && sequence->kind != Sequence::Kind::kView &&
                             sequence->kind != Sequence::Kind::kGenerator);
}

/// The places that a slice takes.
struct Places {
  std::int64_t first = 0;
  std::int64_t step = 1;
  std::int64_t count = 0;

  std::size_t at(std::int64_t i) const { return static_cast<std::size_t>(first + i * step); }
};

/// Clips a slice to what there is, as Python does.
Places places_of(const Slice& slice, std::int64_t size) {
  const std::int64_t step = std::clamp(slice.step.value_or(1), -size - 1, size + 1);
  if (step == 0) complain("slice step cannot be zero");
  const std::int64_t lowest = step > 0 ? 0 : -1;
  const std::int64_t highest = step > 0 ? size : size - 1;
  const auto clipped = [&](std::int64_t index) {
    return std::clamp(index < 0 ? index + size : index, lowest, highest);
  };
  const std::int64_t from = slice.from ? clipped(*slice.from) : (step > 0 ? lowest : highest);
  const std::int64_t to = slice.to ? clipped(*slice.to) : (step > 0 ? highest : lowest);
  const std::int64_t reach = step > 0 ? to - from : from - to;
  const std::int64_t stride = std::abs(step);
  return {from, step, std::max<std::int64_t>(0, (reach + stride - 1) / stride)};
}

Value sliced_text(Budget& budget, const std::string& text, const Places& places) {
  if (places.count == 0) return jinja::text(budget, "");
  if (places.step == 1) {
    const std::size_t from = offset_of(text, places.at(0));
    const std::string_view rest = std::string_view(text).substr(from);
    const auto count = static_cast<std::size_t>(places.count);
    return jinja::text(budget, std::string(rest.substr(0, offset_of(rest, count))));
  }
  budget.make(text.size() * sizeof(std::string_view));
  std::vector<std::string_view> points;
  for (std::string_view left = text; !left.empty();) {
    points.push_back(left.substr(0, front_length(left)));
    left.remove_prefix(points.back().size());
  }
  std::string result;
  for (std::int64_t i = 0; i < places.count; ++i) result += points[places.at(i)];
  return jinja::text(budget, result);
}

}  // namespace

bool is_true(const Value& value) {
  if (value.is_undefined() || value.is_none()) return false;
  if (value.is_text()) return !value.bytes().empty();
  if (value.is_number()) return value.number() != 0;
  if (value.is_dict()) return !value.dict().entries().empty();
  if (const Sequence* sequence = value.sequence()) {
    return sequence->kind == Sequence::Kind::kGenerator || !sequence->items->empty();
  }
  return true;
}

bool is_same(const Value& a, const Value& b) {
  if (a.is_text() && b.is_text()) return &a.text() == &b.text() || a.bytes() == b.bytes();
  if (a.is_bool() || b.is_bool()) return a.is_bool() && b.is_bool() && a.integer() == b.integer();
  if (a.is_integer() && b.is_integer()) return a.integer() == b.integer();
  if (a.is_none() || b.is_none()) return a.is_none() && b.is_none();
  if (a.is_dict() && b.is_dict()) return &a.dict() == &b.dict();
  if (a.object() != nullptr || a.sequence() != nullptr) {
    return a.object() == b.object() && a.sequence() == b.sequence();
  }
  return false;
}

bool equals(Budget& budget, const Value& a, const Value& b) {
  const Budget::Level level(budget);
  budget.step();
  if (a.is_text() && b.is_text()) {
    budget.look(std::min(a.bytes().size(), b.bytes().size()));
    return a.bytes() == b.bytes();
  }
  if (a.is_integer() && b.is_integer()) return a.integer() == b.integer();
  if (a.is_number() && b.is_number()) return a.number() == b.number();
  if (a.is_undefined() || b.is_undefined()) return a.is_undefined() && b.is_undefined();
  if (is_same(a, b)) return true;
  if (a.is_dict() && b.is_dict()) return same_entries(budget, a.dict(), b.dict());
  return is_comparable(a.sequence(), b.sequence()) &&
         same_items(budget, *a.sequence()->items, *b.sequence()->items);
}

bool less(Budget& budget, const Value& a, const Value& b) {
  const Budget::Level level(budget);
  budget.step();
  for (const Value* value : {&a, &b}) {
    if (value->is_undefined()) complain("{}", std::get<0>(value->data())->why);
  }
  if (a.is_text() && b.is_text()) {
    budget.look(std::min(a.bytes().size(), b.bytes().size()));
    return a.bytes() < b.bytes();
  }
  if (a.is_integer() && b.is_integer()) return a.integer() < b.integer();
  if (a.is_number() && b.is_number()) return a.number() < b.number();
  if (is_comparable(a.sequence(), b.sequence()) && a.sequence()->kind != Sequence::Kind::kRange) {
    return less_items(budget, *a.sequence()->items, *b.sequence()->items);
  }
  complain("'{}' and '{}' have no order", type_of(a), type_of(b));
}

bool holds(Budget& budget, Comparison comparison, const Value& a, const Value& b) {
  switch (comparison) {
    case Comparison::kEqual:
      return equals(budget, a, b);
    case Comparison::kUnequal:
      return !equals(budget, a, b);
    case Comparison::kLess:
      return less(budget, a, b);
    case Comparison::kGreater:
      return less(budget, b, a);
    case Comparison::kAtMost:
      return less(budget, a, b) || equals(budget, a, b);
    case Comparison::kAtLeast:
      return less(budget, b, a) || equals(budget, a, b);
    case Comparison::kIn:
      return contains(budget, b, a);
    case Comparison::kNotIn:
      break;
  }
  return !contains(budget, b, a);
}

bool contains(Budget& budget, const Value& container, const Value& item) {
  if (container.is_text()) {
    if (!item.is_text()) complain("a text contains texts only, not '{}'", type_of(item));
    budget.look(container.bytes().size() + item.bytes().size());
    return container.bytes().find(item.bytes()) != std::string::npos;
  }
  if (container.is_dict()) return looked_up(budget, container.dict(), item) != nullptr;
  const std::shared_ptr<const Values> items = items_of(budget, container);
  return std::ranges::any_of(*items, [&](const Value& each) { return equals(budget, each, item); });
}

std::shared_ptr<const Values> items_of(Budget& budget, const Value& value) {
  if (Sequence* sequence = value.sequence()) {
    if (sequence->kind != Sequence::Kind::kGenerator) return sequence->items;
    const std::size_t next = std::exchange(sequence->next, sequence->items->size());
    if (next == 0) return sequence->items;
    return std::make_shared<Values>(sequence->items->begin() + static_cast<std::ptrdiff_t>(next),
                                    sequence->items->end());
  }
  auto items = std::make_shared<Values>();
  if (value.is_text()) {
    for (std::string_view left = value.bytes(); !left.empty();) {
      const std::size_t length = front_length(left);
      items->push_back(text(budget, std::string(left.substr(0, length))));
      left.remove_prefix(length);
    }
  } else if (value.is_dict()) {
    budget.make(value.dict().entries().size() * sizeof(Value));
    for (const auto& [key, each] : value.dict().entries()) items->push_back(key);
  } else if (!value.is_undefined()) {
    complain("'{}' object is not iterable", type_of(value));
  }
  return items;
}

std::size_t length_of(Budget& budget, const Value& value) {
  if (value.is_undefined()) return 0;
  if (value.is_dict()) return value.dict().entries().size();
  const Sequence* sequence = value.sequence();
  const bool has_length = sequence != nullptr && sequence->kind != Sequence::Kind::kGenerator;
  if (value.is_text() || has_length) return size_of(budget, value);
  complain("object of type '{}' has no len()", type_of(value));
}

Value sliced(Budget& budget, const Value& value, const Slice& slice) {
  if (!has_index(value)) complain("'{}' object cannot be sliced", type_of(value));
  const auto size = static_cast<std::int64_t>(size_of(budget, value));
  const Places places = places_of(slice, size);
  if (value.is_text()) return sliced_text(budget, value.bytes(), places);
  budget.make(static_cast<std::size_t>(places.count) * sizeof(Value));
  Values items;
  for (std::int64_t i = 0; i < places.count; ++i) {
    items.push_back((*value.sequence()->items)[places.at(i)]);
  }
  const auto kind = value.sequence()->kind;
  return sequence(budget, kind == Sequence::Kind::kTuple ? kind : Sequence::Kind::kList,
                  std::move(items));
}

std::optional<Value> item_of(Budget& budget, const Value& value, const Value& key) {
  if (value.is_dict()) {
    const Value* found = looked_up(budget, value.dict(), key);
    return found == nullptr ? std::nullopt : std::optional(*found);
  }
  if (!has_index(value) || !key.is_integer()) return std::nullopt;
  const auto size = static_cast<std::int64_t>(size_of(budget, value));
  const std::int64_t index = key.integer() < 0 ? key.integer() + size : key.integer();
  if (index < 0 || index >= size) return std::nullopt;
  const auto place = static_cast<std::size_t>(index);
  if (value.is_text()) return character_at(budget, value.bytes(), place);
  return (*value.sequence()->items)[place];
}

}  // namespace maas::text::jinja
