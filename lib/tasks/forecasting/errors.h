#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "tasks/task.h"
#include "tasks/worst.h"

namespace maas::tasks {

/// The unit of a forecast's errors.
struct ErrorScale {
  double std = 1;          ///< of the target over the training steps
  double naive_error = 1;  ///< of the seasonal naive forecast over them, in the target's unit
};

/// The errors of forecasts, window by window.
class ForecastErrors final : public Evaluation {
 public:
  /// @param horizon  steps that a window tells, as far as windows that follow each other overlap
  ForecastErrors(const ErrorScale& scale, std::int64_t horizon)
      : scale_(scale), horizon_(horizon) {}

  /// @param outputs  [B, horizon], in standard deviations
  void add(const at::Tensor& outputs, const tensor::Batch& batch) override;
  Findings finish() const override;

  /// Windows overlap: means over as many as the horizon are taken for independent of each other.
  Intervals intervals() const override;

 private:
  /// A window that was told badly.
  struct Miss {
    std::int64_t step = 0;
    double error = 0;
    double naive = 0;
    double loss = 0;
  };

  std::vector<Mistake> mistakes() const;

  ErrorScale scale_;
  std::int64_t horizon_;
  // Of each window, in standard deviations:
  std::vector<double> absolute_;
  std::vector<double> squared_;
  std::vector<double> naive_;
  Worst<Miss> worst_{24};
};

}  // namespace maas::tasks
