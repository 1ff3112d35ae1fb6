#pragma once

#include <vector>

#include "command.h"

namespace maas::cli {

Command train_command();
Command eval_command();
Command predict_command();
Command quantize_command();
Command prune_command();
Command export_command();
Command serve_command();
Command recipe_show_command();
Command list_command();

/// All commands in the order of a model's life.
std::vector<Command> all_commands();

}  // namespace maas::cli
