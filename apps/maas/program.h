#pragma once

#include <string>
#include <vector>

#include "command.h"

namespace maas::cli {

/// Runs the program and returns its exit status, which is that of `kErrorStatus`, whatever is
/// thrown.
int run(const std::vector<std::string>& arguments);

/// Runs a program of other commands.
int run(const std::vector<Command>& commands, const std::vector<std::string>& arguments);

}  // namespace maas::cli
