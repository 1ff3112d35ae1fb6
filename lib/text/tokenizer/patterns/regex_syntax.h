#pragma once

#include <string>
#include <string_view>

#include "text/tokenizer/part.h"

namespace maas::text {

/// Returns an expression of Oniguruma's (Ruby's syntax) as PCRE2 writes it.
/// @throws Error kInvalidData for what has no equivalent
std::string pcre2_syntax(std::string_view expression, const Part& part);

}  // namespace maas::text
