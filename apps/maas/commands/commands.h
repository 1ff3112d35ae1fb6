#pragma once

#include <vector>

#include "command.h"

namespace maas::cli {

Command train_command();
Command eval_command();
Command predict_command();
Command generate_command();
Command quantize_command();
Command prune_command();
Command export_command();
Command bench_command();
Command serve_command();
Command tune_command();
Command recipe_ls_command();
Command recipe_init_command();
Command recipe_show_command();
Command recipe_check_command();
Command recipe_diff_command();
Command recipe_schema_command();
Command data_inspect_command();
Command data_split_command();
Command data_mask_command();
Command tokenizer_encode_command();
Command tokenizer_decode_command();
Command list_command();
Command doctor_command();
Command completion_command();

/// All commands in the order of a model's life.
std::vector<Command> all_commands();

/// The words that commands of two words begin with.
std::vector<CommandGroup> all_groups();

}  // namespace maas::cli
