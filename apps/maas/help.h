#pragma once

#include <string>
#include <vector>

#include "command.h"

namespace maas::cli {

/// Columns that help takes where it has the room.
inline constexpr std::size_t kHelpWidth = 100;

/// Returns what `maas --help` prints: a line for each command that is in no group, and one for each
/// group.
std::string program_help(const std::vector<Command>& commands,
                         const std::vector<CommandGroup>& groups, const std::vector<Option>& common,
                         std::size_t width = kHelpWidth);

/// Returns what `maas GROUP --help` prints.
std::string group_help(const CommandGroup& group, const std::vector<Command>& commands,
                       const std::vector<Option>& common, std::size_t width = kHelpWidth);

/// Returns what `maas COMMAND --help` prints.
std::string command_help(const Command& command, const std::vector<Option>& options,
                         const std::vector<Option>& common, std::size_t width = kHelpWidth);

/// Returns "maas train [flags] RECIPE [OVERRIDE...]".
std::string usage(const Command& command);

}  // namespace maas::cli
