#pragma once

#include <span>
#include <string_view>

#include "text/chat/jinja/value.h"

namespace maas::text::jinja {

/// A filter: what stands before the `|`, and the arguments behind it.
using Filter = Value (*)(State&, const Value&, const Arguments&);

struct NamedFilter {
  std::string_view name;
  Filter filter;
};

/// The filters of `text_filters.cpp`, `row_filters.cpp` and `choice_filters.cpp`.
std::span<const NamedFilter> text_filters();
std::span<const NamedFilter> row_filters();
std::span<const NamedFilter> choice_filters();

/// Returns the filter of this name, or null.
Filter find_filter(std::string_view name);

/// A test behind `is`.
using Test = bool (*)(State&, const Value&, const Arguments&);

/// Returns the test of this name, or null.
Test find_test(std::string_view name);

/// Applies the filter or test of a name.
/// @throws Problem if there is none, or it refuses
Value apply_filter(State& state, std::string_view name, const Value& value,
                   const Arguments& arguments);
bool apply_test(State& state, std::string_view name, const Value& value,
                const Arguments& arguments);

/// Returns `value.a.b` of the path "a.b", where whole numbers are places in a row.
Value attribute_at(State& state, const Value& value, const Value& path);

}  // namespace maas::text::jinja
