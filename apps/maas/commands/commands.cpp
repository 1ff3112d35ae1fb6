#include "commands/commands.h"

namespace maas::cli {

std::vector<Command> all_commands() {
  return {
      train_command(),
      tune_command(),
      eval_command(),
      predict_command(),
      generate_command(),
      quantize_command(),
      prune_command(),
      export_command(),
      bench_command(),
      serve_command(),
      recipe_ls_command(),
      recipe_init_command(),
      recipe_show_command(),
      recipe_check_command(),
      recipe_diff_command(),
      recipe_schema_command(),
      data_inspect_command(),
      data_split_command(),
      data_mask_command(),
      tokenizer_encode_command(),
      tokenizer_decode_command(),
      list_command(),
      doctor_command(),
      completion_command(),
  };
}

std::vector<CommandGroup> all_groups() {
  return {{"recipe", "write, list, show, check and compare recipes"},
          {"data", "look at data sets, split them, and mask personal data"},
          {"tokenizer", "cut texts into tokens and join tokens to texts"}};
}

}  // namespace maas::cli
