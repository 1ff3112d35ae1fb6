#pragma once

#include <string>
#include <string_view>

namespace maas::report {

/// Returns text as HTML shows it, in elements and in quoted attributes; control characters and
/// bytes that are no UTF-8 are written out.
std::string escaped(std::string_view text);

/// Returns a value for a reader: four significant digits, "-" if it is not finite.
std::string readable(double value);

}  // namespace maas::report
