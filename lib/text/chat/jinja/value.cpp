#include "text/chat/jinja/value.h"

#include <algorithm>
#include <cmath>

namespace maas::text::jinja {
namespace {

template <class... Cases>
struct Overloaded : Cases... {
  using Cases::operator()...;
};
template <class... Cases>
Overloaded(Cases...) -> Overloaded<Cases...>;

std::string_view type_of(const Sequence& sequence) {
  switch (sequence.kind) {
    case Sequence::Kind::kList:
      return "list";
    case Sequence::Kind::kTuple:
      return "tuple";
    case Sequence::Kind::kRange:
      return "range";
    case Sequence::Kind::kView:
      return sequence.shown;
    case Sequence::Kind::kGenerator:
      break;
  }
  return "generator";
}

/// Numbers that are equal are the same key: 1, 1.0 and true.
std::string hash_of_number(double value) {
  constexpr double kExact = 9007199254740992.0;  // up to here whole numbers are the same in both
  if (value == std::floor(value) && std::abs(value) <= kExact) {
    return fmt::format("#{}", static_cast<std::int64_t>(value));
  }
  return fmt::format("#{}", value);
}

std::string hash_of_tuple(const Sequence& tuple) {
  constexpr std::size_t kLongest = std::size_t{1} << 16U;
  std::string hash = "(";
  for (const Value& item : *tuple.items) {
    const std::string part = hash_of(item);
    hash += fmt::format("{}:{}", part.size(), part);
    if (hash.size() > kLongest) complain("a tuple that is a key is longer than {}", kLongest);
  }
  return hash;
}

}  // namespace

Sequence* Value::sequence() const {
  const auto* found = std::get_if<std::shared_ptr<Sequence>>(&data_);
  return found == nullptr ? nullptr : found->get();
}

Object* Value::object() const {
  const auto* found = std::get_if<std::shared_ptr<Object>>(&data_);
  return found == nullptr ? nullptr : found->get();
}

const std::size_t* Dict::at(const std::string& hash) const {
  const auto found = index_.find(hash);
  return found == index_.end() ? nullptr : &found->second;
}

const Value* Dict::find(const Value& key) const {
  const std::size_t* found = at(hash_of(key));
  return found == nullptr ? nullptr : &entries_[*found].second;
}

const Value* Dict::find(std::string_view key) const {
  const std::size_t* found = at(fmt::format("'{}", key));
  return found == nullptr ? nullptr : &entries_[*found].second;
}

void Dict::set(const Value& key, Value value) {
  depth_ = std::max({depth_, depth_of(key) + 1, depth_of(value) + 1});
  const auto [place, is_new] = index_.emplace(hash_of(key), entries_.size());
  if (is_new) {
    entries_.emplace_back(key, std::move(value));
  } else {
    entries_[place->second].second = std::move(value);
  }
}

std::optional<Value> Object::attribute(State& /*state*/, std::string_view /*name*/) {
  return std::nullopt;
}

Value Object::call(State& /*state*/, const Arguments& /*arguments*/) {
  complain("'{}' object is not callable", type());
}

Value undefined(std::string why) {
  return Value(std::make_shared<const Undefined>(Undefined{std::move(why)}));
}

std::size_t depth_of(const Value& value) {
  if (const Sequence* sequence = value.sequence()) return sequence->depth;
  return value.is_dict() ? value.dict().depth() : 0;
}

Value text(Budget& budget, std::string bytes, bool is_markup) {
  budget.make(bytes.size() + sizeof(Text));
  return Value(std::make_shared<const Text>(Text{std::move(bytes), is_markup}));
}

Value sequence(Budget& budget, Sequence::Kind kind, Values items, std::string shown) {
  std::size_t depth = 0;
  for (const Value& item : items) depth = std::max(depth, depth_of(item));
  budget.check_depth(depth + 1);
  budget.make(items.size() * sizeof(Value) + sizeof(Sequence));
  auto shared = std::make_shared<const Values>(std::move(items));
  return Value(std::make_shared<Sequence>(
      Sequence{kind, std::move(shared), 0, depth + 1, std::move(shown)}));
}

Value list(Budget& budget, Values items) {
  return sequence(budget, Sequence::Kind::kList, std::move(items));
}

Value tuple(Budget& budget, Values items) {
  return sequence(budget, Sequence::Kind::kTuple, std::move(items));
}

Value generator(Budget& budget, Values items) {
  return sequence(budget, Sequence::Kind::kGenerator, std::move(items));
}

Value dict(Budget& budget, Dict entries) {
  budget.check_depth(entries.depth());
  budget.make(entries.entries().size() * 4 * sizeof(Dict::Entry) + sizeof(Dict));
  return Value(std::make_shared<const Dict>(std::move(entries)));
}

std::string_view type_of(const Value& value) {
  return std::visit(
      Overloaded{
          [](const std::shared_ptr<const Undefined>&) -> std::string_view { return "Undefined"; },
          [](None) -> std::string_view { return "NoneType"; },
          [](bool) -> std::string_view { return "bool"; },
          [](std::int64_t) -> std::string_view { return "int"; },
          [](double) -> std::string_view { return "float"; },
          [](const std::shared_ptr<const Text>&) -> std::string_view { return "str"; },
          [](const std::shared_ptr<Sequence>& sequence) { return type_of(*sequence); },
          [](const std::shared_ptr<const Dict>&) -> std::string_view { return "dict"; },
          [](const std::shared_ptr<Object>& object) { return object->type(); }},
      value.data());
}

std::string hash_of(const Value& value) {
  if (value.is_text()) return fmt::format("'{}", value.bytes());
  if (value.is_integer()) return fmt::format("#{}", value.integer());
  if (value.is<double>()) return hash_of_number(value.number());
  if (value.is_none()) return "none";
  if (value.is_undefined()) return "undefined";
  const Sequence* sequence = value.sequence();
  if (sequence != nullptr && sequence->kind == Sequence::Kind::kTuple) {
    return hash_of_tuple(*sequence);
  }
  if (value.object() != nullptr) return fmt::format("@{}", static_cast<void*>(value.object()));
  complain("unhashable type: '{}'", type_of(value));
}

}  // namespace maas::text::jinja
