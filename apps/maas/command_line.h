#pragma once

#include <string>
#include <vector>

#include "options.h"
#include "recipe/overrides.h"

namespace maas::cli {

/// What was typed behind the program's or a command's name.
struct Arguments {
  std::vector<std::string> positionals;
  std::vector<recipe::Flag> flags;
};

enum class Until {
  kEnd,         ///< flags and positionals in any order
  kPositional,  ///< the first positional and all behind it are left as they are
};

/// Sorts arguments into flags and positionals.
///
/// @param what  whose flags these are, for messages: "maas train"
/// @throws Error kUsage for an unknown flag, with a suggestion, a flag without its value, a switch
///   with one, an empty text, and `--x` beside `--no-x`
Arguments parse_arguments(const std::string& what, const std::vector<Option>& options,
                          const std::vector<std::string>& arguments, Until until = Until::kEnd);

}  // namespace maas::cli
