#include <fmt/format.h>

#include "commands/commands.h"
#include "commands/reports.h"
#include "recipe/check.h"

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
    const bool is_of_a_class = name.find('.') != std::string::npos && !name.ends_with(".macro");
    if (!is_of_a_class) rows.push_back({name, four_digits(value)});
  }
  return rows;
}

Rows class_rows(const EvalReport& report) {
  Rows rows = {{"class", "precision", "recall", "f1", "samples"}};
  for (const ClassResult& result : report.classes) {
    rows.push_back({result.label, four_digits(result.precision), four_digits(result.recall),
                    four_digits(result.f1), std::to_string(result.support)});
  }
  return rows;
}

void print_text(Output& output, const EvalReport& report) {
  print_rows(output, metric_rows(report));
  print_rows(output, class_rows(report));
  if (const auto& baseline = report.baseline) {
    output.line(fmt::format("acc - {}: {:+.4f} (95 % between {:+.4f} and {:+.4f})", baseline->model,
                            baseline->difference, baseline->low, baseline->high));
  }
}

void run(const Invocation& invocation) {
  Session& session = invocation.session();
  EvalRequest request{.options = invocation.read<EvalOptions>("options"), .recipe = {}};
  request.options.model.text = invocation.argument(0);
  const std::string file = invocation.read<RecipeFlag>("with").recipe.text;
  if (!file.empty()) request.recipe = recipe::read_file(file, session.recipes(), catalog());
  const EvalReport report = session.library().eval(request, session.progress());
  if (session.json())
    print_json(session, "eval", report);
  else
    print_text(session.output(), report);
  require_met(session.output(), report.gates);
}

}  // namespace

Command eval_command() {
  return {.name = "eval",
          .summary = "judge a model on a split of data",
          .positionals = {{"MODEL",
                           "model directory, run or repository, @VERSION or @LABEL behind it"}},
          .tables = {{"options", AnyOptions::of<EvalOptions>()},
                     {"with", AnyOptions::of<RecipeFlag>()}},
          .examples = {"maas eval runs/mlp --gate 'acc>=0.88'",
                       "maas eval runs/mlp-int8 --baseline runs/mlp --json"},
          .run = run};
}

}  // namespace maas::cli
