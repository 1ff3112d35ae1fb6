#pragma once

#include <string_view>

namespace maas::base {

/// Returns whether a text matches a pattern as a whole: `*` stands for any run of characters, `?`
/// for one, `[a-d7]` for one of these and `[!a-d7]` for one of the others. A `[` that is not closed
/// stands for itself. Time grows with the product of both lengths at most.
bool glob_matches(std::string_view pattern, std::string_view text);

}  // namespace maas::base
