#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "data/series.h"
#include "maas/fields.h"

namespace maas::encoders {

/// What was learned of a column of the training steps.
struct SeriesColumn {
  std::string name;
  double mean = 0;
  double std = 0;  ///< 0: they are all the same
};

void describe(Fields& fields, SeriesColumn& column);

/// How steps are cut into windows.
struct WindowShape {
  std::int64_t window = 1;   ///< steps that the network looks back on
  std::int64_t horizon = 1;  ///< steps that are told ahead
  std::int64_t season = 1;   ///< steps after which a series is much as it was
  /// Whether the network also sees, and tells, how far the target is from one season before.
  bool differenced = false;
};

/// What was learned of a series, as `config.json` keeps it.
struct SeriesForm : WindowShape {
  std::string target;
  std::vector<SeriesColumn> columns;  ///< in the order of the training table
  double difference_std = 1;          ///< of the target from one season before, in its deviations
  std::vector<std::string> missing;
  std::string delimiter = ",";

  /// Steps that must be known before the first that is told.
  std::int64_t history() const { return window + (differenced ? season : 0); }

  /// How many numbers the network takes of a step.
  std::int64_t width() const { return std::ssize(columns) + (differenced ? 1 : 0); }

  /// The target's place among the columns.
  std::size_t target_place() const;

  const SeriesColumn& target_column() const { return columns[target_place()]; }
};

void describe(Fields& fields, SeriesForm& form);

/// Learns the columns of training steps.
/// @throws Error kInvalidData, naming the step, if one is broken; kInvalidRecipe if the target is
///   the same in all, or if it is as one season before in all and that is to be learned
SeriesForm fitted_form(const data::Series& train, const WindowShape& shape);

/// The mean distance of the target from one season before over a set of steps, in its unit: the
/// error of the seasonal naive forecast.
/// @throws Error kInvalidRecipe if the steps are not more than a season, or if there is no distance
double seasonal_error(const data::Series& train, std::int64_t season);

/// Steps as the network takes them: each column in standard deviations from its mean and, if that
/// is learned, the target's difference from one season before in its own.
class Channels {
 public:
  using ValueOf = std::function<double(std::int64_t step, std::size_t column)>;

  /// @param value_of  returns a number of a column of the form, or NaN
  Channels(const SeriesForm& form, std::int64_t steps, const ValueOf& value_of);

  /// Returns the `form.width()` numbers of a step; those that are not known are not finite.
  const float* at(std::int64_t step) const { return values_.data() + step * width_; }

  /// The target, in standard deviations.
  float target(std::int64_t step) const { return at(step)[target_]; }

  /// The seasonal naive forecast of a step that is `ahead` of the first that is told: the target in
  /// the last season before that.
  float naive(std::int64_t first, std::int64_t ahead) const;

  /// Whether every column of a step is known.
  bool is_known(std::int64_t step) const;

 private:
  std::int64_t width_;
  std::int64_t columns_;
  std::int64_t season_;
  std::size_t target_;
  std::vector<float> values_;
};

}  // namespace maas::encoders
