#include "ci/ci_files.h"
#include "commands/commands.h"
#include "commands/reports.h"
#include "commands/verify_flags.h"
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

/// What every command here reads: its model, and the recipe whose block it takes.
Dependencies read_by(const Invocation& invocation) {
  Dependencies read(invocation.session().recipes());
  read.add_model(invocation.argument(0));
  read.add_recipe(invocation.read<RecipeFlag>("with").recipe.text, /*with_data=*/false);
  return read;
}

/// Fills in what is not in a recipe's block.
template <class Options>
void complete(const Invocation& invocation, const std::string& command, Options& options) {
  options.model.text = invocation.argument(0);
  options.dry_run = invocation.session().dry_run();
  options.digest_check = digest_check(invocation);
  if (!options.output.empty()) return;
  throw failure_with_hint(ErrorCode::kUsage, "-o OUT says where", "{} needs a place to write to",
                          command);
}

/// Prints a report and writes the files of continuous integration; then gates decide the status.
void conclude(const Invocation& invocation, const CiFiles& files, const std::string& command,
              const CompressReport& report, const std::string& finetune = {}) {
  Session& session = invocation.session();
  if (!files.takes_output()) print_compression(session, command, report);
  files.write(summary_of(command, report));
  if (files.wants_dependencies()) {
    Dependencies read = read_by(invocation);
    read.add_data_of_model(invocation.argument(0));
    read.add_recipe(finetune, /*with_data=*/true);
    files.write(read, model_targets(report.output));
  }
  require_met(session.output(), report.gates);
}

void quantize(const Invocation& invocation, const CiFiles& files) {
  auto options = read_options<QuantizeOptions>(invocation, "quantize");
  complete(invocation, "quantize", options.common);
  Session& session = invocation.session();
  conclude(invocation, files, "quantize", session.library().quantize(options, session.progress()));
}

void prune(const Invocation& invocation, const CiFiles& files) {
  auto options = read_options<PruneOptions>(invocation, "prune");
  complete(invocation, "prune", options.common);
  Session& session = invocation.session();
  const std::string& file = options.finetune.text;
  std::optional<Recipe> finetune;
  if (!file.empty()) finetune = recipe::read_file(file, session.recipes(), catalog());
  const CompressReport report =
      session.library().prune(options, finetune ? &*finetune : nullptr, session.progress());
  conclude(invocation, files, "prune", report, file);
}

using Compress = void(const Invocation& invocation, const CiFiles& files);

/// The command `name`, whose files tell of a failure too.
std::function<void(const Invocation&)> guarded(const std::string& name, Compress* compress) {
  return [name, compress](const Invocation& invocation) {
    const CiFiles files(invocation, name, /*has_output=*/true);
    files.guard([&] { compress(invocation, files); });
  };
}

void run_export(const Invocation& invocation) {
  auto options = read_options<ExportOptions>(invocation, "export");
  complete(invocation, "export", options);
  const bool hashes_again = options.verify && options.digest_check != DigestCheck::kNone;
  if (hashes_again) options.digest_check = DigestCheck::kAgain;
  const CiFiles files(invocation, "export", /*has_output=*/true);
  Session& session = invocation.session();
  const ExportReport report = session.library().export_model(options, session.progress());
  if (session.json())
    print_json(session, "export", report);
  else
    session.output().line(report.output);
  if (!files.wants_dependencies()) return;
  const bool is_model = std::filesystem::is_directory(report.output);
  files.write(read_by(invocation),
              is_model ? model_targets(report.output) : std::vector{report.output});
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
                 verify_table(),
                 {"with", AnyOptions::of<RecipeFlag>()},
                 ci_table()},
      .examples = {"maas quantize runs/mlp -o models/mlp-int8 --scheme w8a8 --gate 'acc>=0.88'"},
      .run = guarded("quantize", quantize)};
}

Command prune_command() {
  return {.name = "prune",
          .summary = "write a smaller copy of a model, or one with zeros",
          .positionals = {kModel},
          .tables = {{"prune", AnyOptions::of<PruneOptions>()},
                     verify_table(),
                     {"with", AnyOptions::of<RecipeFlag>()},
                     ci_table()},
          .examples = {"maas prune runs/mlp -o models/mlp-sparse --sparsity 0.8",
                       "maas prune runs/lenet -o models/lenet-half --structured channels,neurons "
                       "--target-params 0.5"},
          .run = guarded("prune", prune)};
}

Command export_command() {
  return {.name = "export",
          .summary = "write a model in another format",
          .positionals = {kModel},
          .tables = {{"export", AnyOptions::of<ExportOptions>()},
                     no_verify_table(),
                     {"with", AnyOptions::of<RecipeFlag>()},
                     depfile_table()},
          .examples = {"maas export runs/mlp -o mlp.onnx --format onnx --verify"},
          .run = run_export};
}

}  // namespace maas::cli
