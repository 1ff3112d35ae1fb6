#include "tuning/metric.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <string_view>

#include <nlohmann/json.hpp>

#include "base/files.h"
#include "base/strings.h"
#include "maas/error.h"

namespace maas::tuning {
namespace {

/// What a run records while it trains.
std::vector<Metric> recorded(const MetricSpecs& task) {
  std::vector<Metric> all;
  for (const std::string& name : shown_metrics(task)) {
    all.push_back({"valid", name, find_metric(task, name)->larger_is_better});
  }
  all.push_back({"train", "loss", false});
  return all;
}

std::optional<Measurement> measurement_of(std::string_view line, const Metric& metric) {
  // Most lines are of the training; they are not worth the parsing.
  if (line.find(metric.split) == line.npos) return std::nullopt;
  const nlohmann::json document = nlohmann::json::parse(line, nullptr, /*allow_exceptions=*/false);
  if (!document.is_object() || document.value("split", "") != metric.split ||
      document.value("name", "") != metric.name) {
    return std::nullopt;
  }
  const auto number = [&](const char* key) {
    const auto found = document.find(key);
    const bool is_there = found != document.end() && found->is_number();
    return is_there ? found->get<double>() : std::numeric_limits<double>::quiet_NaN();
  };
  return Measurement{number("step"), number("epoch"), number("value")};
}

}  // namespace

bool Metric::better(double a, double b) const {
  if (!std::isfinite(a) || !std::isfinite(b)) return std::isfinite(a) && !std::isfinite(b);
  return larger_is_better ? a > b : a < b;
}

Metric parse_metric(const std::string& text, const MetricSpecs& task) {
  const std::vector<Metric> all = recorded(task);
  if (text == kHeadline) return all.front();
  std::vector<std::string> names;
  for (const Metric& metric : all) {
    if (metric.text() == text) return metric;
    names.push_back(metric.text());
  }
  const std::string hint = base::did_you_mean(text, names);
  throw failure_with_hint(ErrorCode::kUsage,
                          hint.empty() ? "tune by " + base::join(names, " or ") : hint,
                          "unknown metric '{}': a run does not record it while it trains", text);
}

std::vector<Measurement> read_measurements(const std::filesystem::path& metrics,
                                           const Metric& metric) {
  std::vector<Measurement> measurements;
  if (!base::exists(metrics)) return measurements;
  const std::string text = base::read_file(metrics);
  std::string_view rest = text;
  for (std::size_t end = rest.find('\n'); end != rest.npos; end = rest.find('\n')) {
    if (auto found = measurement_of(rest.substr(0, end), metric)) measurements.push_back(*found);
    rest.remove_prefix(end + 1);
  }
  return measurements;
}

std::optional<Measurement> Judge::at_end(const std::vector<Measurement>& measurements) const {
  if (measurements.empty()) return std::nullopt;
  if (!keeps_best) return measurements.back();
  return *std::min_element(measurements.begin(), measurements.end(),
                           [this](const Measurement& a, const Measurement& b) {
                             return metric.better(a.value, b.value);
                           });
}

std::optional<Measurement> Judge::at(double length,
                                     const std::vector<Measurement>& measurements) const {
  constexpr double kSlack = 1e-9;
  const auto reached =
      std::find_if(measurements.begin(), measurements.end(), [&](const Measurement& measurement) {
        const double done = unit == Span::Unit::kStep ? measurement.step : measurement.epoch;
        return done >= length * (1 - kSlack);
      });
  if (reached == measurements.end()) return std::nullopt;
  return at_end({measurements.begin(), reached + 1});
}

}  // namespace maas::tuning
