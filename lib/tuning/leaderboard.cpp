#include "tuning/leaderboard.h"

#include <algorithm>
#include <string>

#include "recipe/key_path.h"
#include "recipe/resolved.h"
#include "tuning/halving.h"

namespace maas::tuning {
namespace {

/// What the trial's recipe says of the keys of the space.
std::map<std::string, std::string> keys_of(const Trial& trial, const Space& space) {
  std::map<std::string, std::string> keys;
  const recipe::Node whole = recipe::resolved_node(trial.recipe);
  for (const Axis& axis : space) {
    const recipe::Node* const value = recipe::find_path(whole, axis.key);
    keys[axis.key] = value ? recipe::to_json(*value).dump() : "";
    if (value && value->is(recipe::Node::Kind::kScalar)) keys[axis.key] = value->text;
  }
  return keys;
}

std::string status_of(const Result& result) {
  return result.status == "paused" ? "stopped" : result.status;
}

TrialReport row_of(const Trial& trial, const Plan& plan, const Journal& journal,
                   const Paths& paths) {
  TrialReport row{.trial = trial.number,
                  .status = "planned",
                  .keys = keys_of(trial, plan.space),
                  .run = paths.run(trial.number).string()};
  if (const Result* const result = standing_of(trial, plan, journal)) {
    row.value = result->value;
    row.epochs = result->epoch;
    row.status = status_of(*result);
    row.error = result->error;
  }
  return row;
}

/// The order of the board's parts; the first two have ranks.
int group_of(const TrialReport& row) {
  if (row.status == "complete") return 0;
  if (row.status == "stopped") return 1;
  return row.status == "planned" ? 2 : 3;
}

bool stands_before(const TrialReport& a, const TrialReport& b, const Metric& metric) {
  if (group_of(a) != group_of(b)) return group_of(a) < group_of(b);
  if (group_of(a) == 1 && a.epochs != b.epochs) return a.epochs > b.epochs;
  if (group_of(a) < 2 && *a.value != *b.value) return metric.better(*a.value, *b.value);
  return a.trial < b.trial;
}

}  // namespace

TuneReport leaderboard(const Plan& plan, const Journal& journal, const Paths& paths) {
  TuneReport report{
      .output = paths.path().string(), .method = plan.options.method, .metric = plan.metric.text()};
  for (const Trial& trial : plan.trials) {
    report.trials.push_back(row_of(trial, plan, journal, paths));
  }
  std::sort(
      report.trials.begin(), report.trials.end(),
      [&](const TrialReport& a, const TrialReport& b) { return stands_before(a, b, plan.metric); });
  std::int64_t rank = 0;
  for (TrialReport& row : report.trials) {
    if (group_of(row) < 2) row.rank = ++rank;
  }
  const bool is_over =
      std::ranges::find(report.trials, "planned", &TrialReport::status) == report.trials.end();
  if (const TrialReport& first = report.trials.front(); is_over && first.status == "complete") {
    report.best = first.trial;
    report.recipe = paths.best().string();
    report.model = first.run + "/model";
  }
  return report;
}

}  // namespace maas::tuning
