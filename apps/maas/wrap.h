#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace maas::cli {

/// Breaks a text into lines of at most `width`, at blanks; a word that is wider behind a `|` where
/// there is one.
std::vector<std::string> wrapped(const std::string& text, std::size_t width);

}  // namespace maas::cli
