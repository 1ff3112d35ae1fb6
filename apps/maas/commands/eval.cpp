#include <fmt/format.h>

#include "base/strings.h"
#include "ci/ci_files.h"
#include "commands/commands.h"
#include "commands/reports.h"
#include "commands/verify_flags.h"
#include "maas/metric_name.h"
#include "recipe/check.h"
#include "store/language_model.h"

namespace maas::cli {
namespace {

using Rows = std::vector<std::vector<std::string>>;

std::string four_digits(double value) {
  return fmt::format("{:.4f}", value);
}

/// Metrics of the whole; those of a class are in the class's row.
Rows metric_rows(const EvalReport& report) {
  Rows rows;
  for (const auto& [name, value] : report.metrics) {
    if (is_of_a_class(name)) continue;
    rows.push_back({name, with_interval(value, report.intervals, name)});
  }
  return rows;
}

/// How many samples were judged, and which were not.
std::string samples_text(const EvalReport& report) {
  std::string text = fmt::format("{} samples of {}", report.samples, report.split);
  if (report.seen && report.seen->count > 0) {
    const bool is_marked = report.seen->policy == "mark";
    text += fmt::format(", {} {} that the model was trained on", is_marked ? "with" : "without",
                        report.seen->count);
  }
  if (report.skipped > 0) {
    text += fmt::format("; {} of its files cannot be read", report.skipped);
  }
  if (!report.absent_classes.empty()) {
    text += fmt::format("; none of {}", base::join(report.absent_classes));
  }
  return text;
}

Rows class_rows(const EvalReport& report) {
  Rows rows = {{"class", "precision", "recall", "f1", "samples"}};
  for (const ClassResult& result : report.classes) {
    rows.push_back({result.label, four_digits(result.precision), four_digits(result.recall),
                    four_digits(result.f1), std::to_string(result.support)});
  }
  return rows;
}

std::string difference_text(const BaselineResult& baseline) {
  return fmt::format("{} - {}: {:+.4f} (95 % between {:+.4f} and {:+.4f})", baseline.compared,
                     baseline.model, baseline.difference, baseline.low, baseline.high);
}

/// Metrics of a text are no fractions.
void print_language(Output& output, const EvalReport& report) {
  Rows rows;
  for (const auto& [name, value] : report.metrics) {
    rows.push_back({name, with_interval(value, report.intervals, name)});
  }
  print_rows(output, rows);
  output.line(fmt::format("{} windows, by the protocol {}", report.samples, *report.protocol));
}

void print_text(Output& output, const EvalReport& report) {
  if (report.protocol) return print_language(output, report);
  print_rows(output, metric_rows(report));
  if (!report.classes.empty()) print_rows(output, class_rows(report));
  output.line(samples_text(report));
  if (report.baseline) output.line(difference_text(*report.baseline));
}

Rows baseline_rows(const EvalReport& report) {
  Rows rows = metric_rows(report);
  for (std::vector<std::string>& row : rows) {
    const auto found = report.baseline->metrics.find(row.front());
    row.push_back(found == report.baseline->metrics.end()
                      ? "-"
                      : with_interval(found->second, report.baseline->intervals, row.front()));
  }
  rows.insert(rows.begin(), {"metric", "value", report.baseline->model});
  return rows;
}

report::JobSummary summary_of(const EvalReport& report) {
  report::JobSummary summary{
      .command = "eval", .subject = report.model, .seconds = report.seconds, .gates = report.gates};
  if (report.baseline) {
    summary.table = baseline_rows(report);
    summary.notes = {difference_text(*report.baseline)};
  } else {
    summary.table = metric_rows(report);
    summary.table.insert(summary.table.begin(), {"metric", "value"});
  }
  summary.notes.push_back(samples_text(report));
  return summary;
}

void write_dependencies(const Invocation& invocation, const CiFiles& files,
                        const EvalOptions& options, const std::string& recipe) {
  Dependencies read(invocation.session().recipes());
  read.add_model(options.model.text);
  if (!options.baseline.empty()) read.add_model(options.baseline.text);
  if (!options.data.empty())
    read.add_path(options.data.text);
  else if (recipe.empty())
    read.add_data_of_model(options.model.text);
  read.add_recipe(recipe, /*with_data=*/options.data.empty());
  files.write(read, {});
}

void judge(const Invocation& invocation, const CiFiles& files) {
  Session& session = invocation.session();
  EvalRequest request{.options = invocation.read<EvalOptions>("options"), .recipe = {}};
  request.options.model.text = invocation.argument(0);
  request.options.digest_check = digest_check(invocation);
  const std::string file = invocation.read<RecipeFlag>("with").recipe.text;
  if (!file.empty()) request.recipe = recipe::read_file(file, session.recipes(), catalog());
  const EvalReport report = store::is_language_model(request.options.model.text)
                                ? session.engine().eval(request.options, session.progress())
                                : session.library().eval(request, session.progress());
  if (session.json())
    print_json(session, "eval", report);
  else if (!files.takes_output())
    print_text(session.output(), report);
  files.write(summary_of(report));
  if (files.wants_dependencies()) write_dependencies(invocation, files, request.options, file);
  require_met(session.output(), report.gates);
}

void run(const Invocation& invocation) {
  const CiFiles files(invocation, "eval", /*has_output=*/false);
  files.guard([&] { judge(invocation, files); });
}

}  // namespace

Command eval_command() {
  return {.name = "eval",
          .summary = "judge a model on a split of data",
          .positionals = {{"MODEL",
                           "model directory, run or repository, @VERSION or @LABEL behind it"}},
          .tables = {{"options", AnyOptions::of<EvalOptions>()},
                     verify_table(),
                     {"with", AnyOptions::of<RecipeFlag>()},
                     ci_table()},
          .examples = {"maas eval runs/mlp --gate 'acc>=0.88'",
                       "maas eval runs/mlp-int8 --baseline runs/mlp --json"},
          .run = run};
}

}  // namespace maas::cli
