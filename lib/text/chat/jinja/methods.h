#pragma once

#include <optional>
#include <string_view>

#include "text/chat/jinja/value.h"

namespace maas::text::jinja {

/// Returns the method of a text, list or dict, bound to the value; one that would change it is
/// undefined, as in Jinja's immutable sandbox.
std::optional<Value> method_of(const Value& value, std::string_view name);

/// A method, of the value that comes first.
using Method = Value (*)(State&, const Value&, const Arguments&);

/// Returns the method of texts of this name, or null.
Method text_method(std::string_view name);

/// The parts of a text between separators, `str.split` with a limit; at white space without one.
Values split_text(Budget& budget, std::string_view text, std::optional<std::string_view> separator,
                  std::int64_t most);

/// Returns the text with `from` replaced by `to`, at most so many times; -1: all.
std::string replaced(Budget& budget, std::string_view text, std::string_view from,
                     std::string_view to, std::int64_t most);

}  // namespace maas::text::jinja
