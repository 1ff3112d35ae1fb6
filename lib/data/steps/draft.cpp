#include "data/steps/draft.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include <fmt/format.h>

#include "base/strings.h"
#include "data/broken.h"
#include "data/draft_text.h"
#include "data/series.h"
#include "data/steps/look.h"
#include "maas/error.h"
#include "recipe/compose.h"
#include "recipe/write.h"

namespace maas::data {
namespace {

constexpr std::int64_t kFewestSteps = 30;
/// Numbers that a training reads in all, before the bounds on its epochs.
constexpr std::int64_t kNumbersSeen = 6'000'000;

/// The task as a draft sets it.
struct DraftedTask {
  std::string name = "forecasting";
  std::string target;
  std::int64_t window = 1;
  std::int64_t horizon = 1;
  std::int64_t season = 1;
  bool differenced = false;
};

void describe(Fields& fields, DraftedTask& task) {
  fields("name", task.name, "");
  fields("target", task.target, "");
  fields("window", task.window, "");
  fields("horizon", task.horizon, "");
  fields("season", task.season, "");
  fields("differenced", task.differenced, "");
}

/// @throws Error kInvalidData if steps are broken
void require_whole(const Dataset& samples, Progress& progress) {
  Counter counter("look", samples.size(), progress);
  const auto broken = verify_all(samples, samples.size(), counter);
  if (broken.empty()) return;
  throw failure_with_hint(ErrorCode::kInvalidData,
                          "`data.skip_bad` lets a training do without the windows that have them",
                          "{}", broken_text(broken, samples));
}

std::shared_ptr<const Dataset> opened_train(const SplitFiles& files, const DraftRequest& request,
                                            Progress& progress) {
  std::shared_ptr<const Dataset> samples = open(files);
  if (!request.target.empty()) {
    require_column(as<Series>(*samples).columns(), request.target, ErrorCode::kUsage,
                   fmt::format("--target: '{}', among its numbers,", request.source.string()));
    samples = open(files, {.target = request.target});
  }
  require_whole(*samples, progress);
  return samples;
}

/// The mean distance of steps that are so many apart.
double distance_of(const std::vector<double>& values, std::int64_t apart) {
  double sum = 0;
  for (std::int64_t i = apart; i < std::ssize(values); ++i) {
    sum +=
        std::abs(values[static_cast<std::size_t>(i)] - values[static_cast<std::size_t>(i - apart)]);
  }
  return sum / static_cast<double>(std::ssize(values) - apart);
}

/// Steps that are so near to those before them follow a trend, or go on from where they are.
constexpr double kFewDeviations = 0.3;

/// What is told ahead of so many steps: a season or a day of half hours, if a split holds that;
/// what is looked back on is twice as long.
DraftedTask drafted(const SeriesValues& target, const std::vector<double>& values) {
  const std::int64_t steps = std::ssize(values);
  const std::int64_t of_a_split = steps / 10;
  DraftedTask task{.target = target.name};
  if (target.season && *target.season < steps / 4 && distance_of(values, *target.season) > 0) {
    task.season = *target.season;
    task.differenced = true;
    task.horizon = std::clamp<std::int64_t>(task.season, 1, 48);
  } else {
    task.differenced = distance_of(values, 1) < kFewDeviations * target.deviation;
  }
  task.horizon =
      std::clamp<std::int64_t>(task.horizon, 1, std::max<std::int64_t>(1, of_a_split / 2));
  task.window =
      std::clamp<std::int64_t>(2 * task.horizon, std::min<std::int64_t>(8, steps / 4), 96);
  return task;
}

std::string season_text(const SeriesValues& target, const DraftedTask& task) {
  if (!target.season) return "no season shows in its autocorrelation";
  const std::string use = task.season == *target.season ? "" : ", too long for so few steps";
  return fmt::format("it is much as it was {} steps before (autocorrelation {:.2f}){}",
                     *target.season, target.autocorrelation, use);
}

std::string task_text(DraftedTask& task) {
  const recipe::Node map = recipe::to_node(fields_of(task), recipe::Purpose::kRecipe);
  std::string text;
  for (const recipe::Entry& entry : map.entries) {
    text += fmt::format("{}{}: {}", text.empty() ? "" : ", ", entry.key,
                        base::trim(recipe::to_yaml(entry.value)));
  }
  return fmt::format("task: {{{}}}\n", text);
}

std::int64_t batch_of(std::int64_t steps) {
  return steps < 500 ? 16 : steps < 20'000 ? 64 : 256;
}

std::string network(const DraftedTask& task, std::int64_t steps) {
  const std::int64_t epochs = std::clamp<std::int64_t>(kNumbersSeen / (steps * task.window), 3, 40);
  return fmt::format(
      "model: {{arch: gru, embedding: 16, hidden: 48, bidirectional: false, dropout: 0}}\n"
      "optim: {{name: adamw, lr: 0.003, weight_decay: 0.01}}\n"
      "schedule: {{name: one-cycle}}\n"
      "train: {{until: {}epoch}}\n"
      "checkpoint: {{best: valid.mase}}\n",
      epochs);
}

}  // namespace

Draft draft_for_steps(const std::vector<SplitFiles>& splits, const DraftRequest& request,
                      Progress& progress) {
  const auto samples = opened_train(splits.front(), request, progress);
  const auto& steps = as<Series>(*samples);
  const std::int64_t size = steps.size();
  if (size < kFewestSteps) {
    fail(ErrorCode::kInvalidData, "'{}' has {} steps, too few to learn from: there must be {}",
         request.source.string(), size, kFewestSteps);
  }
  const SeriesValues target = measure_series(steps)[steps.target()];
  if (target.smallest == target.largest) {
    throw failure_with_hint(ErrorCode::kInvalidData, "`--target COLUMN` takes another column",
                            "the target '{}' is {} in all {} steps: there is nothing to learn",
                            target.name, base::shortest(target.smallest), size);
  }
  for (const SplitFiles& files : splits) {
    if (files.split != "train") require_whole(*open(files, {.target = target.name}), progress);
  }
  DraftedTask task = drafted(target, values_of(steps, steps.target()));
  const std::string head = fmt::format(
      "# {} steps of {} {}: {}{}.\n"
      "# '{}', {}, is {:.6g} to {:.6g}; {}.\n"
      "# Written by `maas recipe init`. What is left out has its default: `maas recipe show` "
      "tells.\n"
      "schema: {}\n",
      grouped(size), steps.columns().size(), steps.columns().size() == 1 ? "column" : "columns",
      base::join(steps.columns()),
      steps.times().empty() ? "" : fmt::format("; '{}' tells the time", steps.times()),
      base::abridged(target.name),
      request.target.empty() ? "the last column; `--target COLUMN` takes another" : "as asked for",
      target.smallest, target.largest, season_text(target, task), recipe::kSchema);
  return {head + task_text(task) + "\ndata:\n" + splits_text(splits, size, ", by: order") +
              fmt::format("  loader: {{global_batch: {}, workers: 2}}\n\n", batch_of(size)) +
              network(task, size),
          samples->left_out()};
}

}  // namespace maas::data
