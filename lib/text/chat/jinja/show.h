#pragma once

#include <string>
#include <string_view>

#include "text/chat/jinja/value.h"

/// How Python writes values.
namespace maas::text::jinja {

/// Returns `str(value)`.
/// @throws Problem if that is beyond a limit
std::string shown(Budget& budget, const Value& value);

/// Returns `repr(value)`.
/// @throws Problem if that is beyond a limit
std::string represented(Budget& budget, const Value& value);

/// Returns `repr(value)` of a float.
std::string represented(double value);

/// Returns the text in quotes, with what cannot be seen escaped.
std::string quoted(std::string_view text);

}  // namespace maas::text::jinja
