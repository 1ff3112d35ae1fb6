#pragma once

#include <string>
#include <vector>

#include "command.h"

namespace maas::cli {

/// Returns what `maas --help` prints.
std::string program_help(const std::vector<Command>& commands, const std::vector<Option>& common);

/// Returns what `maas COMMAND --help` prints.
std::string command_help(const Command& command, const std::vector<Option>& options,
                         const std::vector<Option>& common);

/// Returns "maas train [flags] RECIPE [OVERRIDE...]".
std::string usage(const Command& command);

}  // namespace maas::cli
