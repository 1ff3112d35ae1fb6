#include <fmt/format.h>

#include "base/streams.h"
#include "ci/ci_files.h"
#include "commands/check_recipe.h"
#include "commands/commands.h"
#include "commands/reports.h"
#include "commands/train_check.h"
#include "commands/verify_flags.h"
#include "maas/metric_name.h"
#include "recipe/check.h"

namespace maas::cli {
namespace {

/// Whether to train, or to plan only.
struct CheckFlag {
  bool check = false;
};

void describe(Fields& fields, CheckFlag& flag) {
  fields("check", flag.check,
         "print the plan and write nothing: parameters, memory, time by some steps that are run, "
         "files; fails if memory (69) or disk (74) do not suffice");
}

/// `runs/mlp` for `recipes/fashion_mnist/mlp.yaml` and `builtin:fashion_mnist/mlp`.
std::string default_run(const std::string& recipe_file) {
  if (base::is_stream(recipe_file)) return "runs/stdin";
  return "runs/" + std::filesystem::path(recipe_file).stem().string();
}

recipe::Document load_document(const Invocation& invocation) {
  std::vector<recipe::Flag> flags = invocation.flags_of("train");
  for (const char* const block : {"data", "log"}) {
    for (recipe::Flag& flag : invocation.flags_of(block)) flags.push_back(std::move(flag));
  }
  return recipe::load({.file = invocation.argument(0),
                       .overrides = invocation.arguments_from(1),
                       .flags = std::move(flags),
                       .builtin_root = invocation.session().recipes()},
                      catalog());
}

TrainRequest request_of(const Invocation& invocation, recipe::Document& document, bool check) {
  TrainRequest request;
  request.options = invocation.read<TrainOptions>("options");
  request.options.digest_check = digest_check(invocation);
  if (request.options.output.empty()) {
    request.options.output.text = default_run(invocation.argument(0));
  }
  request.recipe = check ? check_recipe(document, invocation.session().progress()).recipe
                         : recipe::read_checked(document, catalog());
  return request;
}

std::string skipped_text(const TrainReport& report) {
  return fmt::format("skipped: {} samples that cannot be read", report.skipped);
}

void print(Session& session, const TrainReport& report, const std::string& task) {
  if (session.json()) return print_json(session, "train", report);
  for (const char* split : {"test", "valid"}) {
    for (const std::string& metric : shown_metrics(catalog().at(Registry::kTask, task).metrics)) {
      const std::string name = fmt::format("{}.{}", split, metric);
      const auto found = report.metrics.find(name);
      if (found == report.metrics.end()) continue;
      session.progress().info(
          fmt::format("{} {}", name, with_interval(found->second, report.intervals, name)));
    }
  }
  if (report.skipped > 0) session.progress().info(skipped_text(report));
  session.output().line(report.model);
}

report::JobSummary summary_of(const TrainReport& report) {
  report::JobSummary summary{.command = "train",
                             .subject = report.run,
                             .seconds = report.seconds,
                             .table = {{"metric", "value"}},
                             .gates = report.gates,
                             .notes = {fmt::format("epochs: {:.4g}, steps: {}, {}", report.epochs,
                                                   report.steps, report.status)}};
  if (report.skipped > 0) summary.notes.push_back(skipped_text(report));
  for (const auto& [name, value] : report.metrics) {
    if (is_of_a_class(name)) continue;
    summary.table.push_back({name, with_interval(value, report.intervals, name)});
  }
  return summary;
}

void conclude(const Invocation& invocation, const CiFiles& files, const recipe::Document& document,
              const Recipe& recipe, const TrainReport& report) {
  Session& session = invocation.session();
  if (!files.takes_output()) print(session, report, recipe.task.name);
  files.write(summary_of(report));
  if (files.wants_dependencies()) {
    Dependencies read(session.recipes());
    read.add(document, recipe);
    files.write(read, model_targets(report.model));
  }
  require_met(session.output(), report.gates);
}

void train(const Invocation& invocation, const CiFiles& files) {
  recipe::Document document = load_document(invocation);
  const bool is_check = invocation.read<CheckFlag>("check").check;
  if (is_check) files.refuse("--check writes nothing");
  const bool check = is_check || invocation.session().dry_run();
  if (check && files.takes_output()) fail(ErrorCode::kUsage, "--md -: a plan has no summary");
  const TrainRequest request = request_of(invocation, document, check);
  Session& session = invocation.session();
  try {
    if (check) {
      return print_plan(session, session.library().check_training(request, session.progress()));
    }
    const TrainReport report = session.library().train(request, session.progress());
    conclude(invocation, files, document, request.recipe, report);
  } catch (const Error& error) {
    recipe::throw_placed(error, document);
  }
}

void run(const Invocation& invocation) {
  const CiFiles files(invocation, "train", /*has_output=*/true);
  files.guard([&] { train(invocation, files); });
}

}  // namespace

Command train_command() {
  return {
      .name = "train",
      .summary = "train a network as a recipe says; repeated, go on where it was stopped",
      .positionals = {{"RECIPE", "file, builtin:NAME, or - for standard input"},
                      {"OVERRIDE", "key=value sets a recipe's key, ~key removes it", false, true}},
      .tables = {{"options", AnyOptions::of<TrainOptions>()},
                 verify_table(),
                 {"check", AnyOptions::of<CheckFlag>()},
                 {"train", AnyOptions::of<TrainBlock>(), {"threads"}},
                 {"data", AnyOptions::of<DataBlock>(), {"skip_bad"}},
                 {"log", AnyOptions::of<LogBlock>(), {"tensorboard"}},
                 ci_table()},
      .examples = {"maas train builtin:fashion_mnist/mlp -o runs/mlp",
                   "maas train mine.yaml --check",
                   "maas train recipes/fashion_mnist/lenet.yaml optim.lr=1e-3 train.until=5epoch"},
      .run = run};
}

}  // namespace maas::cli
