#include "commands/commands.h"

namespace maas::cli {

std::vector<Command> all_commands() {
  return {train_command(),    eval_command(),        predict_command(),
          quantize_command(), prune_command(),       export_command(),
          serve_command(),    recipe_show_command(), list_command()};
}

}  // namespace maas::cli
