#include "tuning/tune.h"

#include <algorithm>
#include <iterator>

#include <fmt/format.h>

#include "base/streams.h"
#include "commands/check_recipe.h"
#include "commands/commands.h"
#include "commands/reports.h"

namespace maas::cli {
namespace {

using Rows = std::vector<std::vector<std::string>>;

std::string default_output(const std::string& recipe_file) {
  return fmt::format("runs/{}-tune", std::filesystem::path(recipe_file).stem().string());
}

tuning::TuneRequest request_of(const Invocation& invocation) {
  tuning::TuneRequest request{.options = invocation.read<TuneOptions>("tune"),
                              .source = {.file = invocation.argument(0),
                                         .overrides = invocation.arguments_from(1),
                                         .builtin_root = invocation.session().recipes()},
                              .program = program_file()};
  if (base::is_stream(request.source.file)) {
    fail(ErrorCode::kUsage, "RECIPE must be a file: each trial reads it anew");
  }
  if (request.options.output.empty()) {
    request.options.output.text = default_output(request.source.file);
  }
  request.options.dry_run = invocation.session().dry_run();
  request.check_recipe = [source = request.source, &session = invocation.session()] {
    recipe::Document document = recipe::load(source, catalog());
    check_recipe(document, session.progress());
  };
  return request;
}

Rows rows_of(const TuneReport& report) {
  Rows rows = {{"rank", "trial", report.metric, "epochs", "status"}};
  for (const auto& [key, value] : report.trials.front().keys) rows.front().push_back(key);
  for (const TrialReport& trial : report.trials) {
    rows.push_back({trial.rank ? std::to_string(*trial.rank) : "-", std::to_string(trial.trial),
                    trial.value ? fmt::format("{:.4f}", *trial.value) : "-",
                    fmt::format("{:.4g}", trial.epochs), trial.status});
    for (const auto& [key, value] : trial.keys) rows.back().push_back(value);
  }
  return rows;
}

void print(Session& session, const TuneReport& report) {
  if (session.json())
    print_json(session, "tune", report);
  else
    print_rows(session.output(), rows_of(report));
}

/// Whether there is something left to train, as a dry run says.
bool has_planned(const TuneReport& report) {
  return std::any_of(report.trials.begin(), report.trials.end(),
                     [](const TrialReport& trial) { return trial.status == "planned"; });
}

/// Says why there is no best trial: those that asha stopped did not fail.
/// @throws Error kFailed
[[noreturn]] void fail_without_best(const std::vector<TrialReport>& trials) {
  const auto failed = [](const TrialReport& trial) { return trial.status == "failed"; };
  const auto first = std::find_if(trials.begin(), trials.end(), failed);
  const auto count = std::count_if(trials.begin(), trials.end(), failed);
  throw failure_with_hint(
      ErrorCode::kFailed,
      fmt::format("trial {} failed: {}; --force tries it again", first->trial, first->error),
      "no trial was trained to its end: of {}, {} failed{}", trials.size(), count,
      count < std::ssize(trials) ? ", the others were stopped" : "");
}

void run(const Invocation& invocation) {
  Session& session = invocation.session();
  const TuneReport report = tuning::tune(request_of(invocation), catalog(), session.progress());
  print(session, report);
  if (has_planned(report)) return;
  if (!report.best) fail_without_best(report.trials);
  session.progress().info("best recipe: " + report.recipe);
  session.progress().info("best model: " + report.model);
}

}  // namespace

Command tune_command() {
  return {
      .name = "tune",
      .summary = "try variants of a recipe and keep the best; repeated, go on where it was stopped",
      .positionals = {{"RECIPE", "file or builtin:NAME"},
                      {"OVERRIDE", "key=value sets a recipe's key, ~key removes it", false, true}},
      .tables = {{"tune", AnyOptions::of<TuneOptions>()}},
      .examples = {"maas tune mine.yaml --space 'optim.lr=log(1e-4,1e-1)' --space "
                   "'model.hidden=[[64],[128,64]]'",
                   "maas tune mine.yaml --space 'optim.lr=log(1e-4,1e-1)' --method asha --trials "
                   "64 --jobs 4"},
      .run = run};
}

}  // namespace maas::cli
