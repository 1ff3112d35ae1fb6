#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <ATen/core/Tensor.h>

#include "maas/eval.h"
#include "maas/metric_spec.h"
#include "maas/signature.h"
#include "tensor/batch.h"
#include "transforms/image.h"

namespace maas::tasks {

/// The network as a task sees it: inputs to outputs.
using Forward = std::function<at::Tensor(const at::Tensor&)>;

/// What a forward pass of one micro-batch comes to.
struct Step {
  at::Tensor loss;     ///< scalar: the sum over the batch's weight, so that micro-batches add up
  at::Tensor outputs;  ///< what the network gave, detached
};

/// A sample that a model got wrong.
struct Mistake {
  std::int64_t sample = 0;  ///< position among those that were judged
  double loss = 0;
  std::vector<std::pair<std::string, std::string>> facts;  ///< "true" -> "shirt, 0.3 %", ...
};

/// The findings of an evaluation.
struct Findings {
  std::map<std::string, double> metrics;
  std::vector<ClassResult> classes;
  std::vector<std::vector<std::int64_t>> confusion;
  std::vector<float> per_sample;  ///< what a paired comparison resamples, e.g. 1 for a right answer
  std::string compared;           ///< the metric that `per_sample` averages to
  std::vector<Mistake> mistakes;  ///< the worst few, the worst first
  Intervals intervals;  ///< of the metrics of the whole; empty until a judgement asks for them
};

/// Collects outputs batch by batch.
class Evaluation {
 public:
  virtual ~Evaluation() = default;
  /// @param outputs  [B, classes], logits
  /// @throws Error kFailed if they are not finite
  virtual void add(const at::Tensor& outputs, const tensor::Batch& batch) = 0;
  /// Metrics of what was added, and what it got most wrong.
  virtual Findings finish() const = 0;
  /// 95 % intervals of the metrics of the whole: what other samples of the same kind may give.
  virtual Intervals intervals() const = 0;
};

/// What is learned: loss, metrics and post-processing.
class Task {
 public:
  virtual ~Task() = default;

  /// One forward pass and its loss.
  virtual Step step(const Forward& forward, const tensor::Batch& batch) const = 0;

  /// Runs the network as an evaluation does; what it gives goes into `Evaluation::add`.
  virtual at::Tensor outputs(const Forward& forward, const tensor::Batch& batch) const = 0;

  virtual std::unique_ptr<Evaluation> evaluation() const = 0;

  /// What clients send and get.
  /// @param raw  shape of a picture before pre-processing
  virtual Signature signature(const transforms::ImageShape& raw) const = 0;

  /// Turns the network's outputs into what users read.
  /// @return [B, classes], probabilities
  virtual at::Tensor probabilities(const at::Tensor& outputs) const = 0;

  /// Draws a sample as a report shows it beside what was made of it.
  /// @return a PNG file, small enough to be one of many; empty if there is nothing to draw
  virtual std::string picture(const transforms::Image& sample) const = 0;

  /// The metrics as the task's card lists them.
  virtual const MetricSpecs& metrics() const = 0;

  /// Names of the metrics that an evaluation gives.
  virtual std::vector<std::string> metric_names() const = 0;
};

}  // namespace maas::tasks
