#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

#include "text/chat/jinja/value.h"

/// Python's operators. All throw a Problem where Python would raise an exception, and if a limit
/// is exceeded.
namespace maas::text::jinja {

bool is_true(const Value& value);
bool equals(Budget& budget, const Value& a, const Value& b);
bool less(Budget& budget, const Value& a, const Value& b);

enum class Comparison { kEqual, kUnequal, kLess, kGreater, kAtMost, kAtLeast, kIn, kNotIn };
bool holds(Budget& budget, Comparison comparison, const Value& a, const Value& b);

/// `a is b`
bool is_same(const Value& a, const Value& b);
/// `item in container`
bool contains(Budget& budget, const Value& container, const Value& item);

Value add(Budget& budget, const Value& a, const Value& b);
Value subtract(Budget& budget, const Value& a, const Value& b);
Value multiply(Budget& budget, const Value& a, const Value& b);
Value divide(Budget& budget, const Value& a, const Value& b);
Value floor_divide(Budget& budget, const Value& a, const Value& b);
/// `a % b`, which formats texts.
Value modulo(Budget& budget, const Value& a, const Value& b);
Value power(Budget& budget, const Value& a, const Value& b);
Value negative(const Value& value);
Value positive(const Value& value);

/// What `for` goes through; goes through a generator.
std::shared_ptr<const Values> items_of(Budget& budget, const Value& value);
/// `len(value)`
std::size_t length_of(Budget& budget, const Value& value);

/// `value[from:to:step]`
struct Slice {
  std::optional<std::int64_t> from;
  std::optional<std::int64_t> to;
  std::optional<std::int64_t> step;
};
Value sliced(Budget& budget, const Value& value, const Slice& slice);

/// `value[key]`, if there is such an item.
std::optional<Value> item_of(Budget& budget, const Value& value, const Value& key);

}  // namespace maas::text::jinja
