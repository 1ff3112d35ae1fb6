#include <fmt/format.h>

#include "commands/commands.h"
#include "commands/reports.h"
#include "maas/metric_name.h"
#include "store/comparison.h"

namespace maas::cli {
namespace {

using Rows = std::vector<std::vector<std::string>>;

/// The document of `--json`.
struct DiffReport {
  std::string before;
  std::string after;
  bool identical = false;
  store::Differences differences;
};

void describe(Fields& fields, DiffReport& report) {
  fields("before", report.before, "the first recipe, run or model");
  fields("after", report.after, "the second");
  fields("identical", report.identical, "whether nothing differs");
  fields("recipe", report.differences.recipe, "keys of the recipes that differ");
  fields("run", report.differences.run, "build, threads and machine, where they differ");
  fields("data", report.differences.data, "splits whose samples differ, with their fingerprints");
  fields("metrics", report.differences.metrics, "metrics that differ, those of classes too");
}

std::string or_dash(const std::string& text) {
  return text.empty() ? "-" : text;
}

/// A fingerprint is told apart by its beginning.
std::string shortened(const std::string& digest) {
  return digest.substr(0, 12);
}

std::string number(const std::optional<double>& value) {
  return value ? fmt::format("{:.4f}", *value) : "-";
}

void add_recipe(Rows& rows, const std::vector<store::Difference>& differences) {
  if (!differences.empty()) rows.push_back({"recipe"});
  for (const store::Difference& each : differences) {
    rows.push_back({"  " + each.key, or_dash(each.before), "->", or_dash(each.after),
                    fmt::format("({} -> {})", or_dash(each.before_by), or_dash(each.after_by))});
  }
}

void add_facts(Rows& rows, const std::string& title,
               const std::vector<store::Difference>& differences,
               std::string (*shown)(const std::string&)) {
  if (!differences.empty()) rows.push_back({title});
  for (const store::Difference& each : differences) {
    rows.push_back({"  " + each.key, shown(each.before), "->", shown(each.after)});
  }
}

void add_metrics(Rows& rows, const std::vector<store::MetricDifference>& differences) {
  if (!differences.empty()) rows.push_back({"metrics"});
  for (const store::MetricDifference& each : differences) {
    if (is_of_a_class(each.key)) continue;
    const bool both = each.before && each.after;
    rows.push_back({"  " + each.key, number(each.before), "->", number(each.after),
                    both ? fmt::format("({:+.4f})", *each.after - *each.before) : ""});
  }
}

void run(const Invocation& invocation) {
  Session& session = invocation.session();
  const store::Subject before =
      store::read_subject(invocation.argument(0), session.recipes(), catalog());
  const store::Subject after =
      store::read_subject(invocation.argument(1), session.recipes(), catalog());
  const store::Differences differences = store::compare(before, after);
  if (session.json()) {
    return print_json(session, "recipe-diff",
                      DiffReport{before.name, after.name, differences.none(), differences});
  }
  if (differences.none()) return session.output().line("identical");
  Rows rows;
  add_recipe(rows, differences.recipe);
  add_facts(rows, "run", differences.run, or_dash);
  add_facts(rows, "data", differences.data, shortened);
  add_metrics(rows, differences.metrics);
  print_rows(session.output(), rows);
}

}  // namespace

Command recipe_diff_command() {
  return {
      .name = "recipe diff",
      .summary = "explain why two runs differ: what was asked, and who set it, and what it ran on",
      .positionals = {{"A", "recipe, run directory or model"}, {"B", "the same"}},
      .tables = {},
      .examples = {"maas recipe diff runs/mlp runs/mlp-2",
                   "maas recipe diff builtin:fashion_mnist/mlp mine.yaml"},
      .run = run};
}

}  // namespace maas::cli
