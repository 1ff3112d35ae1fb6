#include "data/steps/look.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "data/steps/season.h"

namespace maas::data {
namespace {

SeriesValues measured(const std::string& name, const std::vector<double>& values) {
  SeriesValues found{.name = name};
  std::vector<double> known;
  std::ranges::copy_if(values, std::back_inserter(known),
                       [](double v) { return std::isfinite(v); });
  found.missing = std::ssize(values) - std::ssize(known);
  if (known.empty()) return found;
  const auto count = static_cast<double>(known.size());
  const auto [smallest, largest] = std::ranges::minmax(known);
  found.smallest = smallest;
  found.largest = largest;
  for (const double value : known) found.mean += value / count;
  double variance = 0;
  for (const double value : known) variance += (value - found.mean) * (value - found.mean) / count;
  found.deviation = std::sqrt(variance);
  if (const auto season = likely_season(values)) {
    found.season = season->steps;
    found.autocorrelation = season->autocorrelation;
  }
  return found;
}

}  // namespace

std::vector<double> values_of(const Series& steps, std::size_t column) {
  std::vector<double> values;
  for (std::int64_t i = 0; i < steps.size(); ++i) {
    values.push_back(steps.value(steps.position(i), column));
  }
  return values;
}

std::vector<SeriesValues> measure_series(const Series& steps) {
  std::vector<SeriesValues> all;
  for (std::size_t i = 0; i < steps.columns().size(); ++i) {
    all.push_back(measured(steps.columns()[i], values_of(steps, i)));
  }
  return all;
}

}  // namespace maas::data
