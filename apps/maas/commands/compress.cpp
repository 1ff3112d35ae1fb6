#include "commands/commands.h"
#include "commands/reports.h"
#include "recipe/check.h"

namespace maas::cli {
namespace {

/// Reads the block of a command that makes a model out of a model.
template <class Options>
Options read_options(const Invocation& invocation, const std::string& block) {
  const std::string file = invocation.read<RecipeFlag>("with").recipe.text;
  if (!file.empty()) recipe::read_file(file, invocation.session().recipes(), catalog());
  return invocation.read_over<Options>(file, block);
}

/// Fills in what is not in a recipe's block.
template <class Options>
void complete(const Invocation& invocation, const std::string& command, Options& options) {
  options.model.text = invocation.argument(0);
  if (!options.output.empty()) return;
  throw failure_with_hint(ErrorCode::kUsage, "-o OUT says where", "{} needs a place to write to",
                          command);
}

void run_quantize(const Invocation& invocation) {
  auto options = read_options<QuantizeOptions>(invocation, "quantize");
  complete(invocation, "quantize", options.common);
  Session& session = invocation.session();
  print_compression(session, "quantize", session.library().quantize(options, session.progress()));
}

void run_prune(const Invocation& invocation) {
  auto options = read_options<PruneOptions>(invocation, "prune");
  complete(invocation, "prune", options.common);
  Session& session = invocation.session();
  std::optional<Recipe> finetune;
  if (!options.finetune.empty()) {
    finetune = recipe::read_file(options.finetune.text, session.recipes(), catalog());
  }
  print_compression(
      session, "prune",
      session.library().prune(options, finetune ? &*finetune : nullptr, session.progress()));
}

void run_export(const Invocation& invocation) {
  auto options = read_options<ExportOptions>(invocation, "export");
  complete(invocation, "export", options);
  Session& session = invocation.session();
  const ExportReport report = session.library().export_model(options, session.progress());
  if (session.json())
    print_json(session, "export", report);
  else
    session.output().line(report.output);
}

const Positional kModel = {"MODEL",
                           "model directory, run or repository, @VERSION or @LABEL behind it"};

}  // namespace

Command quantize_command() {
  return {
      .name = "quantize",
      .summary = "write a copy of a model with integer weights",
      .positionals = {kModel},
      .tables = {{"quantize", AnyOptions::of<QuantizeOptions>()},
                 {"with", AnyOptions::of<RecipeFlag>()}},
      .examples = {"maas quantize runs/mlp -o models/mlp-int8 --scheme w8a8 --gate 'acc>=0.88'"},
      .run = run_quantize};
}

Command prune_command() {
  return {
      .name = "prune",
      .summary = "write a smaller copy of a model, or one with zeros",
      .positionals = {kModel},
      .tables = {{"prune", AnyOptions::of<PruneOptions>()}, {"with", AnyOptions::of<RecipeFlag>()}},
      .examples = {"maas prune runs/mlp -o models/mlp-sparse --sparsity 0.8",
                   "maas prune runs/lenet -o models/lenet-half --structured channels,neurons "
                   "--target-params 0.5"},
      .run = run_prune};
}

Command export_command() {
  return {.name = "export",
          .summary = "write a model in another format",
          .positionals = {kModel},
          .tables = {{"export", AnyOptions::of<ExportOptions>()},
                     {"with", AnyOptions::of<RecipeFlag>()}},
          .examples = {"maas export runs/mlp -o mlp.onnx --format onnx --verify"},
          .run = run_export};
}

}  // namespace maas::cli
