#include "encoders/series/form.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/moments.h"
#include "base/strings.h"
#include "maas/error.h"

namespace maas::encoders {
namespace {

constexpr float kUnknown = std::numeric_limits<float>::quiet_NaN();

SeriesColumn fitted_column(const data::Series& train, std::size_t column) {
  const base::Moments moments = base::moments_of([&](const auto& add) {
    for (std::int64_t i = 0; i < train.size(); ++i) add(train.value(train.position(i), column));
  });
  const std::string& name = train.columns()[column];
  if (moments.are_finite()) return {.name = name, .mean = moments.mean, .std = moments.std};
  fail(ErrorCode::kInvalidData, "the numbers of column '{}' are too large to be learned from",
       name);
}

/// The target's differences from one season before, of the steps that have both.
std::vector<double> seasonal_differences(const data::Series& train, std::int64_t season) {
  std::vector<double> differences;
  for (std::int64_t i = season; i < train.size(); ++i) {
    const std::int64_t position = train.position(i);
    if (position - train.position(i - season) != season) continue;
    differences.push_back(train.value(position, train.target()) -
                          train.value(position - season, train.target()));
  }
  if (!differences.empty()) return differences;
  fail(ErrorCode::kInvalidRecipe,
       "task.season: {} training steps hold no two that are a season of {} apart", train.size(),
       season);
}

}  // namespace

void describe(Fields& fields, SeriesColumn& column) {
  fields("name", column.name, "name of the column").required();
  fields("mean", column.mean, "mean over the training steps").required();
  fields("std", column.std, "their standard deviation; 0: they are all the same")
      .range(at_least(0))
      .required();
}

void describe(Fields& fields, SeriesForm& form) {
  constexpr double kMost = 1 << 20;
  fields("window", form.window, "steps that are looked back on")
      .range(between(1, kMost))
      .required();
  fields("horizon", form.horizon, "steps that are told ahead").range(between(1, kMost)).required();
  fields("season", form.season, "steps of a season").range(between(1, kMost)).required();
  fields("differenced", form.differenced,
         "whether differences from one season before are seen and told");
  fields("target", form.target, "column that is told ahead").required();
  fields("columns", form.columns, "what is known of a step").required();
  fields("difference_std", form.difference_std,
         "deviation of the target's differences from one season before, in its own")
      .range(above(0));
  fields("missing", form.missing, "texts that stand for a missing value");
  fields("delimiter", form.delimiter, "what stood between the fields of the training steps");
}

std::size_t SeriesForm::target_place() const {
  const auto found = std::ranges::find(columns, target, &SeriesColumn::name);
  if (found != columns.end()) return static_cast<std::size_t>(found - columns.begin());
  fail(ErrorCode::kInvalidData, "the target '{}' is none of the columns", target);
}

SeriesForm fitted_form(const data::Series& train, const WindowShape& shape) {
  SeriesForm form{shape};
  form.target = train.columns()[train.target()];
  form.missing = train.format().missing;
  form.delimiter = std::string(1, train.format().delimiter);
  for (std::int64_t i = 0; i < train.size(); ++i) train.verify(i);
  for (std::size_t i = 0; i < train.columns().size(); ++i) {
    form.columns.push_back(fitted_column(train, i));
  }
  const SeriesColumn& target = form.target_column();
  if (target.std == 0) {
    fail(ErrorCode::kInvalidRecipe, "task.target: '{}' is {} in all {} training steps", target.name,
         base::shortest(target.mean), train.size());
  }
  if (!shape.differenced) return form;
  double squares = 0;
  const std::vector<double> differences = seasonal_differences(train, shape.season);
  for (const double each : differences) squares += each * each;
  form.difference_std = std::sqrt(squares / static_cast<double>(differences.size())) / target.std;
  return form;
}

double seasonal_error(const data::Series& train, std::int64_t season) {
  double sum = 0;
  const std::vector<double> differences = seasonal_differences(train, season);
  for (const double each : differences) sum += std::abs(each);
  if (sum > 0) return sum / static_cast<double>(differences.size());
  throw failure_with_hint(
      ErrorCode::kInvalidRecipe, "take another season; errors are told in those of that forecast",
      "task.season: in training '{}' repeats itself every {} steps without any difference",
      train.columns()[train.target()], season);
}

Channels::Channels(const SeriesForm& form, std::int64_t steps, const ValueOf& value_of)
    : width_(form.width()),
      columns_(std::ssize(form.columns)),
      season_(form.season),
      target_(form.target_place()),
      values_(static_cast<std::size_t>(steps * width_), kUnknown) {
  const double target_std = form.target_column().std;
  for (std::int64_t step = 0; step < steps; ++step) {
    float* const channel = values_.data() + step * width_;
    for (std::size_t i = 0; i < form.columns.size(); ++i) {
      const SeriesColumn& column = form.columns[i];
      const double distance = value_of(step, i) - column.mean;
      channel[i] = static_cast<float>(column.std > 0 ? distance / column.std : 0 * distance);
    }
    if (!form.differenced || step < season_) continue;
    channel[columns_] =
        static_cast<float>((value_of(step, target_) - value_of(step - season_, target_)) /
                           (target_std * form.difference_std));
  }
}

float Channels::naive(std::int64_t first, std::int64_t ahead) const {
  return target(first + ahead - season_ * (ahead / season_ + 1));
}

bool Channels::is_known(std::int64_t step) const {
  return std::all_of(at(step), at(step) + columns_,
                     [](float value) { return std::isfinite(value); });
}

}  // namespace maas::encoders
