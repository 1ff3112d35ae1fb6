#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "command.h"

namespace maas::cli {

/// One way to go on.
struct Candidate {
  std::string text;    ///< what the whole word, or a flag's whole value, becomes
  std::string note{};  ///< what it means
};

/// What may stand at the cursor, as far as the scripts do not know it themselves.
struct Answer {
  std::vector<Candidate> candidates;
  /// Files with this ending fit too, which the shell finds itself; absent: none do.
  std::optional<std::string> files{};
};

/// Completes the last of `words`, which follow the program's name.
///
/// Command names and commands' own flags are left to the scripts; what is answered are values and
/// the flags of components, so that a new component changes no script.
/// @param recipes  the folder of the shipped recipes
Answer complete(const std::vector<Command>& commands, const std::vector<std::string>& words,
                const std::filesystem::path& recipes);

/// Returns an answer as the scripts read it: a line for each candidate, its note behind a tab, and
/// last `:files ENDING`.
std::string to_lines(const Answer& answer);

/// Keeps the candidates that begin with `word`.
std::vector<Candidate> starting_with(const std::string& word, std::vector<Candidate> candidates);

}  // namespace maas::cli
