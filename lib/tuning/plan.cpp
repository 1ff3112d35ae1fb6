#include "tuning/plan.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "base/strings.h"
#include "maas/error.h"
#include "recipe/check.h"
#include "tuning/rungs.h"

namespace maas::tuning {
namespace {

constexpr std::int64_t kUsualTrials = 16;

Recipe recipe_with(recipe::LoadRequest source, const Assignment& assignment,
                   const Catalog& catalog) {
  for (const auto& [key, value] : assignment) source.overrides.push_back(key + "=" + value);
  recipe::Document document = recipe::load(source, catalog);
  return recipe::read_checked(document, catalog);
}

/// Reads the recipe with each value that an axis may have, or with its ends.
void check_axis(const Axis& axis, const recipe::LoadRequest& source, const Catalog& catalog) {
  for (const std::string& value : telling_values(axis)) {
    try {
      recipe_with(source, {{axis.key, value}}, catalog);
    } catch (const Error& error) {
      if (error.code() != ErrorCode::kInvalidRecipe) throw;
      throw failure_with_hint(error.code(), error.hint(), "in --space '{}':\n{}", axis.text,
                              error.what());
    }
  }
}

/// The recipe's own check says what is wrong with a metric that is to be watched.
void check_metric(const std::string& metric, recipe::LoadRequest source, const Catalog& catalog) {
  source.flags.push_back(
      {.path = "checkpoint.best", .values = {metric}, .shown = "--metric " + metric});
  recipe_with(source, {}, catalog);
}

/// @throws Error kUsage where trials would be judged by different samples
void check_samples(const Axis& axis) {
  const std::string_view key = axis.key;
  const bool judges =
      key == "data.split_seed" || key.starts_with("data.valid") || key.starts_with("data.test");
  if (!judges) return;
  throw failure_with_hint(ErrorCode::kUsage, fmt::format("give all trials one: {}=VALUE", key),
                          "--space '{}' would judge each trial by other samples", axis.text);
}

std::vector<Assignment> assignments_of(const TuneOptions& options, const Space& space,
                                       Progress& progress) {
  const auto wanted = static_cast<std::size_t>(options.trials.value_or(kUsualTrials));
  if (options.method != "grid") {
    std::vector<Assignment> drawn = draw(space, static_cast<std::uint64_t>(options.seed), wanted);
    if (drawn.size() < wanted) {
      progress.warn(
          fmt::format("the space has no more than {} points besides the recipe as it "
                      "stands: {} trials instead of {}",
                      drawn.size() - 1, drawn.size(), wanted));
    }
    return drawn;
  }
  std::vector<Assignment> points = grid(space);
  if (options.trials && wanted < points.size()) {
    progress.warn(
        fmt::format("the grid has {} points: the first {} are tried", points.size(), wanted));
    points.resize(wanted);
  }
  return points;
}

std::vector<Trial> trials_of(const std::vector<Assignment>& assignments,
                             const recipe::LoadRequest& source, const Catalog& catalog) {
  std::vector<Trial> trials;
  for (const Assignment& assignment : assignments) {
    trials.push_back({.number = static_cast<std::int64_t>(trials.size()),
                      .assignment = assignment,
                      .recipe = recipe_with(source, assignment, catalog)});
  }
  return trials;
}

/// @throws Error kUsage where lengths of trials cannot be compared
std::vector<double> rungs_of(const TuneOptions& options, const Space& space, const Recipe& recipe,
                             std::size_t trials) {
  if (options.method != "asha") return {};
  const Span& until = recipe.train.until;
  for (const Axis& axis : space) {
    if (axis.key != "train.until") continue;
    throw failure_with_hint(ErrorCode::kUsage, "take it out of --space, or use --method random",
                            "asha itself decides how long trials train, '{}' cannot be tuned by it",
                            axis.key);
  }
  if (until.unit == Span::Unit::kToken) {
    fail(ErrorCode::kUsage, "asha needs train.until in epochs or steps");
  }
  const Span& every = recipe.eval.every;
  if (every.unit != until.unit) {
    throw failure_with_hint(ErrorCode::kUsage, "give both in the same unit, as eval.every=200step",
                            "asha compares trials when they are validated, but train.until and "
                            "eval.every have different units");
  }
  return rung_lengths(until.amount, every.amount, trials, static_cast<double>(options.reduction));
}

}  // namespace

Judge Plan::judge_of(const Trial& trial) const {
  return {.metric = metric,
          .keeps_best = trial.recipe.checkpoint.best == metric.text(),
          .unit = trial.recipe.train.until.unit};
}

bool Plan::tries_samples() const {
  return std::ranges::any_of(space, [](const Axis& axis) { return axis.key.starts_with("data."); });
}

Plan make_plan(const TuneOptions& options, const recipe::LoadRequest& source,
               const Catalog& catalog, Progress& progress) {
  Plan plan{.options = options, .space = parse_space(options.space)};
  plan.options.space.clear();
  for (const Axis& axis : plan.space) plan.options.space.push_back(axis.text);
  plan.recipe = recipe_with(source, {}, catalog);
  const MetricSpecs& metrics = catalog.at(Registry::kTask, plan.recipe.task.name).metrics;
  const std::string metric =
      options.metric == kHeadline ? parse_metric(kHeadline, metrics).text() : options.metric;
  if (!metric.starts_with("train.")) check_metric(metric, source, catalog);
  plan.metric = parse_metric(metric, metrics);
  for (const Axis& axis : plan.space) {
    check_samples(axis);
    check_axis(axis, source, catalog);
  }
  plan.trials = trials_of(assignments_of(options, plan.space, progress), source, catalog);
  plan.rungs = rungs_of(options, plan.space, plan.recipe, plan.trials.size());
  return plan;
}

void set_threads(Plan& plan, std::int64_t threads) {
  for (Trial& trial : plan.trials) {
    if (!trial.recipe.train.threads) trial.recipe.train.threads = threads;
  }
}

}  // namespace maas::tuning
