#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <ATen/core/Tensor.h>

#include "encoders/encoder.h"
#include "feed/feed.h"
#include "feed/loader.h"
#include "maas/eval.h"
#include "maas/generate.h"
#include "maas/metric_spec.h"
#include "maas/predict.h"
#include "maas/signature.h"
#include "tasks/forward.h"
#include "tensor/batch.h"
#include "tensor/problem.h"

namespace maas::tasks {

using encoders::Basis;
using encoders::Use;

/// What a forward pass of one micro-batch comes to.
struct Step {
  at::Tensor loss;     ///< scalar: the sum over the batch's weight, so that micro-batches add up
  at::Tensor outputs;  ///< what the network gave, detached
};

/// One of the updates that a step of training consists of.
struct Phase {
  std::string name{};            ///< as metrics have it; empty: the only one
  std::string parameters = "*";  ///< those that learn: a pattern for their names
  std::int64_t every = 1;        ///< steps: it is done after each n-th
  std::function<Step(const Forward& forward, const tensor::Batch& batch)> step{};
};

/// What the feed of a training is made of.
struct FeedRequest {
  std::shared_ptr<const feed::Source> train;
  feed::LoaderOptions loader;     ///< batches, seed and the last step
  Forward network;                ///< that learns
  std::function<Forward()> twin;  ///< makes another network like it, whose weights have no values
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
  /// @param outputs  of the network, [B, Problem::outputs]
  /// @throws Error kFailed if they are not finite
  virtual void add(const at::Tensor& outputs, const tensor::Batch& batch) = 0;
  /// Metrics of what was added, and what it got most wrong.
  virtual Findings finish() const = 0;
  /// 95 % intervals of the metrics of the whole: what other samples of the same kind may give.
  virtual Intervals intervals() const = 0;
};

/// What is to be made by a model.
struct CreateRequest {
  std::string prompt;           ///< of a text; empty: out of nothing
  std::int64_t count = 1;       ///< how many
  std::int64_t max_tokens = 0;  ///< of a text
  double temperature = 1;       ///< how far from the likeliest; 0: that
  std::int64_t top_k = 0;       ///< tokens to draw from; 0: all
  std::uint64_t seed = 0;
};

/// What a model made.
struct Creation {
  std::string bytes;                   ///< of the file: a picture, or the texts with their prompts
  std::vector<GeneratedText> texts{};  ///< of texts, each of them
};

inline constexpr std::string_view kPng = "image/png";
inline constexpr std::string_view kPlainText = "text/plain";

/// What a set and the names of its classes are called in messages.
struct SetName {
  std::string_view what = "the samples";
  std::string_view whose = "the model";
};

/// What is learned of a kind of data: inputs and targets, loss, metrics and answers.
class Task {
 public:
  virtual ~Task() = default;

  /// What records become the network's inputs by.
  virtual const encoders::Encoder& encoder() const = 0;

  /// What the network is built for.
  virtual tensor::Problem problem() const = 0;

  /// Returns a set as batches of inputs and targets.
  /// @throws Error kInvalidData if it is not what the task was fitted to
  virtual std::shared_ptr<const feed::Source> source(std::shared_ptr<const data::Dataset> set,
                                                     Use use, const SetName& name = {}) const = 0;

  /// Writes what was learned of the training samples beside a model's weights, or into
  /// `config.json`.
  virtual void save(const store::ModelWriter& writer, nlohmann::ordered_json& config) const = 0;

  /// One forward pass and its loss: of the first phase.
  virtual Step step(const Forward& forward, const tensor::Batch& batch) const = 0;

  /// The updates that a step consists of, in their order; the first one is done at every step.
  virtual std::vector<Phase> phases() const;

  /// Makes what a training learns from.
  virtual std::unique_ptr<feed::Feed> feed(FeedRequest request) const;

  /// Runs the network as an evaluation does; what it gives goes into `Evaluation::add`.
  virtual at::Tensor run(const Forward& forward, const tensor::Batch& batch) const {
    return forward(batch);
  }

  /// Runs the network for requests; what it gives goes into `answers`.
  virtual at::Tensor reply(const Forward& forward, const tensor::Batch& batch) const {
    return run(forward, batch);
  }

  virtual std::unique_ptr<Evaluation> evaluation() const = 0;

  /// The metrics as the task's card lists them.
  virtual const MetricSpecs& metrics() const = 0;

  /// Names of the metrics that an evaluation gives.
  virtual std::vector<std::string> metric_names() const = 0;

  /// What clients get.
  virtual std::vector<TensorSpec> outputs() const = 0;

  /// Returns the names of what stands at each position of an output's last axis; empty: unnamed.
  virtual std::span<const std::string> labels(std::string_view /*output*/) const { return {}; }

  /// Turns what `reply` gave into what clients get, a row a sample.
  virtual tensor::HostTensors answers(const at::Tensor& outputs) const = 0;

  /// Tells a person of an answer to one sample.
  /// @param top  how many of the likeliest labels to name
  virtual Prediction told(std::string input, const tensor::HostTensors& answer,
                          std::int64_t top) const = 0;

  /// The media type of what a model of the task makes, e.g. `kPng`; empty: it makes nothing.
  virtual std::string_view creates() const { return {}; }

  /// Makes something out of nothing or a prompt: a function of the request.
  /// @param tell  is told pieces of a text as they are made, characters whole; what it throws ends
  ///   the making
  /// @throws Error kUsage if the request has what is not for this task; kInternal if `creates()` is
  ///   empty
  virtual Creation create(const Forward& network, const CreateRequest& request,
                          const OnPiece& tell) const;
};

/// What clients send and get.
inline Signature signature_of(const Task& task) {
  return {.inputs = task.encoder().inputs(), .outputs = task.outputs()};
}

}  // namespace maas::tasks
