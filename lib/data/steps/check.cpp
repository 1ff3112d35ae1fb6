#include "data/steps/check.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include <fmt/format.h>

#include "base/strings.h"
#include "data/series.h"
#include "data/steps/look.h"
#include "data/task_option.h"

namespace maas::data {
namespace {

class StepCheck final : public SplitCheck {
 public:
  explicit StepCheck(const Recipe& recipe)
      : data_(recipe.data),
        history_(task_option<std::int64_t>(recipe, "window", 1)),
        horizon_(task_option<std::int64_t>(recipe, "horizon", 1)) {
    if (task_option(recipe, "differenced", false)) {
      history_ += task_option<std::int64_t>(recipe, "season", 1);
    }
  }

  std::vector<BrokenSample> read(const Dataset& samples, SplitSummary& summary,
                                 Progress& progress) override {
    summary.columns = as<Series>(samples).columns();
    Counter counter("steps", samples.size(), progress, Counter::kQuiet);
    return verify_all(samples, samples.size(), counter);
  }

  std::vector<Finding> findings(const std::string& key, const Dataset& samples) override {
    std::vector<Finding> found;
    const auto& steps = as<Series>(samples);
    if (columns_.empty()) {
      columns_ = steps.columns();
      first_ = key;
      check_target(key, steps, found);
      check_shares(steps, found);
    } else {
      check_columns(key, steps, found);
      check_length(key, steps.size(), history_ + horizon_, found);
    }
    return found;
  }

  /// Windows of steps without a gap.
  std::optional<std::int64_t> trained_on(const Dataset& train) const override {
    const auto& steps = as<Series>(train);
    std::int64_t windows = 0;
    std::int64_t run = 0;
    for (std::int64_t i = 0; i < steps.size(); ++i) {
      const bool goes_on = i > 0 && steps.position(i) == steps.position(i - 1) + 1;
      run = goes_on ? run + 1 : 1;
      windows += run >= history_ + horizon_ ? 1 : 0;
    }
    return windows;
  }

 private:
  static void check_target(const std::string& key, const Series& steps,
                           std::vector<Finding>& found) {
    const SeriesValues target = measure_series(steps)[steps.target()];
    if (target.smallest < target.largest || steps.size() < 2) return;
    found.push_back(
        {key, ErrorCode::kInvalidData,
         fmt::format("{}: the target '{}' is {} in all {} steps: there is nothing to learn", key,
                     target.name, base::shortest(target.smallest), steps.size())});
  }

  void check_columns(const std::string& key, const Series& steps,
                     std::vector<Finding>& found) const {
    std::vector<std::string> missing;
    for (const std::string& name : columns_) {
      if (std::ranges::find(steps.columns(), name) == steps.columns().end()) {
        missing.push_back(fmt::format("'{}'", name));
      }
    }
    if (missing.empty()) return;
    found.push_back(
        {key, ErrorCode::kInvalidData,
         fmt::format("{} lacks {} of {}: {}", key, missing.size() == 1 ? "a column" : "columns",
                     first_, base::join(missing)),
         "what the task does not need may go into its `ignore`"});
  }

  static void check_length(const std::string& key, std::int64_t steps, std::int64_t least,
                           std::vector<Finding>& found) {
    if (steps >= least) return;
    found.push_back(
        {key, ErrorCode::kInvalidData,
         fmt::format("{} has {} steps, a window of the task takes {}", key, steps, least),
         "shorten task.window, task.horizon or, if it is looked back on, task.season"});
  }

  /// Splits that are taken out of train have what is before them for their history.
  void check_shares(const Series& steps, std::vector<Finding>& found) const {
    std::int64_t left = steps.size();
    const auto take = [&](const char* key, const std::optional<SplitBlock>& block) {
      if (!block || block->from.empty()) return;
      const auto share = std::llround(block->fraction * static_cast<double>(steps.size()));
      check_length(key, share, horizon_, found);
      left -= share;
    };
    take("data.test", data_.test);
    take("data.valid", data_.valid);
    check_length("data.train", left, history_ + horizon_, found);
  }

  const DataBlock& data_;
  std::int64_t history_;
  std::int64_t horizon_;
  std::vector<std::string> columns_;  ///< of the first split
  std::string first_;                 ///< its key
};

}  // namespace

std::unique_ptr<SplitCheck> make_step_check(const Recipe& recipe) {
  return std::make_unique<StepCheck>(recipe);
}

}  // namespace maas::data
