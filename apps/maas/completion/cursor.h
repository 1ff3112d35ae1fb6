#pragma once

#include <optional>
#include <string>
#include <vector>

#include "command.h"

namespace maas::cli {

/// Where on a command line the word stands that is being typed.
struct Cursor {
  const Command* command = nullptr;        ///< null: none is named yet
  std::vector<Option> options;             ///< flags that may stand here
  std::vector<std::string> positionals{};  ///< of the command, before the word
  std::optional<Option> flag{};            ///< whose value the word is
  std::string word{};                      ///< the word so far; behind `--flag=` the value so far
};

/// Finds the cursor behind the last of `words`, which follow the program's name.
///
/// Unlike the program itself it bears with every mistake: the line is not finished.
Cursor find_cursor(const std::vector<Command>& commands, const std::vector<std::string>& words);

}  // namespace maas::cli
