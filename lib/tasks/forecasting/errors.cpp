#include "tasks/forecasting/errors.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

#include "maas/error.h"
#include "tasks/intervals.h"

namespace maas::tasks {
namespace {

at::Tensor numbers_of(const at::Tensor& tensor) {
  return tensor.detach().to(at::kCPU, at::kFloat).contiguous();
}

double mean_of(const std::vector<double>& values) {
  const auto count = static_cast<double>(std::max<std::size_t>(1, values.size()));
  return std::accumulate(values.begin(), values.end(), 0.0) / count;
}

/// Each end of an interval as another number.
template <class Change>
Interval changed(const Interval& interval, const Change& change) {
  return {change(std::max(0.0, interval[0])), change(interval[1])};
}

}  // namespace

void ForecastErrors::add(const at::Tensor& outputs, const tensor::Batch& batch) {
  const at::Tensor told = numbers_of(outputs);
  const at::Tensor truth = numbers_of(batch.at(tensor::part::kTarget));
  const at::Tensor before = numbers_of(batch.at(tensor::part::kNaive));
  const at::Tensor steps = batch.at(tensor::part::kFirstStep);
  const float* guess = told.const_data_ptr<float>();
  const float* real = truth.const_data_ptr<float>();
  const float* naive = before.const_data_ptr<float>();
  const auto count = static_cast<double>(horizon_);
  for (std::int64_t window = 0; window < told.size(0); ++window) {
    Miss miss{.step = steps.const_data_ptr<std::int64_t>()[window]};
    for (std::int64_t i = 0; i < horizon_; ++i, ++guess, ++real, ++naive) {
      if (!std::isfinite(*guess)) {
        fail(ErrorCode::kFailed, "the network's outputs are not finite: {}", *guess);
      }
      const double distance = static_cast<double>(*guess) - *real;
      miss.error += std::abs(distance) / count;
      miss.loss += distance * distance / count;
      miss.naive += std::abs(static_cast<double>(*naive) - *real) / count;
    }
    absolute_.push_back(miss.error);
    squared_.push_back(miss.loss);
    naive_.push_back(miss.naive);
    worst_.add(miss);
  }
}

Findings ForecastErrors::finish() const {
  const double to_mase = scale_.std / scale_.naive_error;
  Findings findings{.compared = "mase", .mistakes = mistakes()};
  for (const double error : absolute_) {
    findings.per_sample.push_back(static_cast<float>(error * to_mase));
  }
  findings.metrics["mase"] = mean_of(absolute_) * to_mase;
  findings.metrics["naive_mase"] = mean_of(naive_) * to_mase;
  findings.metrics["mae"] = mean_of(absolute_) * scale_.std;
  findings.metrics["rmse"] = std::sqrt(mean_of(squared_)) * scale_.std;
  findings.metrics["loss"] = mean_of(squared_);
  return findings;
}

Intervals ForecastErrors::intervals() const {
  if (absolute_.empty()) return {};
  const Interval absolute = blocked_interval(absolute_, horizon_);
  const Interval naive = blocked_interval(naive_, horizon_);
  const Interval squared = blocked_interval(squared_, horizon_);
  const double to_mase = scale_.std / scale_.naive_error;
  const auto times = [](double factor) { return [factor](double end) { return factor * end; }; };
  return {{"mase", changed(absolute, times(to_mase))},
          {"naive_mase", changed(naive, times(to_mase))},
          {"mae", changed(absolute, times(scale_.std))},
          {"rmse", changed(squared, [&](double end) { return std::sqrt(end) * scale_.std; })},
          {"loss", changed(squared, times(1))}};
}

std::vector<Mistake> ForecastErrors::mistakes() const {
  const double to_mase = scale_.std / scale_.naive_error;
  std::vector<Mistake> all;
  for (const Miss& miss : worst_.kept()) {
    all.push_back({.sample = miss.step,
                   .loss = miss.loss,
                   .facts = {{"MASE", fmt::format("{:.4g}", miss.error * to_mase)},
                             {"naive MASE", fmt::format("{:.4g}", miss.naive * to_mase)}}});
  }
  return all;
}

}  // namespace maas::tasks
