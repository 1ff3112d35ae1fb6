#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "text/chat/jinja/value.h"

namespace maas::text::jinja {

/// How a value is laid out: what `%` and `str.format` have in common.
struct Layout {
  std::string fill = " ";
  char align = 0;  ///< one of `<>^=`, or 0: as its kind is
  char sign = '-';
  bool is_alternate = false;
  char grouping = 0;  ///< `,` or `_` between thousands, or 0
  std::size_t width = 0;
  std::optional<std::size_t> precision;
  char type = 0;  ///< as in Python; 0: as its kind is
};

/// @throws Problem if the value is not of the layout's type, or a limit is exceeded
std::string laid_out(Budget& budget, const Value& value, const Layout& layout);

/// `pattern % values`
/// @param values  a tuple, a dict for named ones, or one value
/// @throws Problem if they do not fit, or a limit is exceeded
std::string printf_formatted(Budget& budget, std::string_view pattern, const Value& values);

/// `pattern.format(...)`
/// @throws Problem if they do not fit, or a limit is exceeded
std::string brace_formatted(State& state, std::string_view pattern, const Arguments& arguments);

/// Returns the text with `&<>'"` written as HTML does.
std::string escaped(Budget& budget, std::string_view text);

/// Returns the text padded to `width` code points.
/// @param align  `<` puts it left, `>` right, `^` in the middle
std::string padded(Budget& budget, std::string_view text, std::size_t width, std::string_view fill,
                   char align);

}  // namespace maas::text::jinja
