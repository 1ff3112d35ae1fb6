#pragma once

#include <string>
#include <vector>

#include "command.h"

/// What completion scripts and the build ask of the program; no command of its users.
namespace maas::cli {

/// Whether the arguments are `__complete -- WORD...` or `__man [PAGE]`.
bool is_for_tools(const std::vector<std::string>& arguments);

/// Prints what may stand at the end of the line of words, or the manual page (the names of all).
///
/// A line that is not finished may hold any mistake: it is passed over in silence.
/// @returns the exit status
int serve_tool(const std::vector<Command>& commands, const std::vector<std::string>& arguments);

}  // namespace maas::cli
