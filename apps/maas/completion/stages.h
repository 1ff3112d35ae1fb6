#pragma once

#include <string>
#include <vector>

#include "completion/answer.h"

namespace maas::cli {

/// What the scripts know once some words of a command's name stand on the line.
struct Stage {
  std::string name;               ///< the words: nothing, `recipe`, `recipe show`
  bool is_command = false;        ///< the name is whole
  std::vector<Candidate> next{};  ///< words that may follow in the name
  std::vector<Option> flags{};    ///< without those of components
};

/// Returns the stages of all commands, the empty one first.
std::vector<Stage> stages_of(const std::vector<Command>& commands);

/// Puts what every shell's script asks for into it: `@COMMANDS@`, the names of whole commands, in
/// single quotes, and `@VALUE_FLAGS@`, how the flags of every command that take a value are
/// written.
std::string filled(const std::string& script, const std::vector<Stage>& stages,
                   const std::string& separator);

}  // namespace maas::cli
