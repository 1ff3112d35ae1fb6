#pragma once

#include <string>
#include <vector>

#include "command.h"

/// The scripts that teach a shell to complete `maas`: they hold the names of commands and flags,
/// and ask `maas __complete` for all else.
namespace maas::cli {

/// Needs nothing but bash: no bash-completion package.
std::string bash_script(const std::vector<Command>& commands);

std::string zsh_script(const std::vector<Command>& commands);

std::string fish_script(const std::vector<Command>& commands);

}  // namespace maas::cli
