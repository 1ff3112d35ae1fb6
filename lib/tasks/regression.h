#pragma once

#include <functional>
#include <memory>
#include <string>

#include "tasks/task.h"

namespace maas::tasks {

/// What was learned of the numbers that are told, as `config.json` keeps it.
struct Target {
  std::string name;
  double mean = 0;
  double std = 1;
};

void describe(Fields& fields, Target& target);

/// Returns the mean and the deviation of some numbers.
/// @param name  what they are called
/// @param key  of the recipe, to be blamed: "task.target"
/// @throws Error kInvalidData if they are too large to be learned from; kInvalidRecipe if they are
///   all the same
Target fitted_target(std::string name, std::int64_t count,
                     const std::function<double(std::int64_t index)>& number, std::string_view key);

/// Returns what a model learned of its target.
/// @throws Error kInvalidData if its `config.json` does not say
Target published_target(const store::ModelFiles& model);

/// One number a sample, learned in standard deviations from the training samples' mean by the
/// squared error, whatever kind of data an encoder makes the network's inputs of.
///
/// Metrics: `loss`, the mean squared error in those deviations; `rmse` and `mae` in the target's
/// unit; `r2`, the share of the variance that is explained.
class Regression : public Task {
 public:
  /// @param output  what clients get it as
  Regression(Target target, MetricSpecs specs, const char* output)
      : target_(std::move(target)), specs_(std::move(specs)), output_(output) {}

  tensor::Problem problem() const override;
  std::shared_ptr<const feed::Source> source(std::shared_ptr<const data::Dataset> set, Use use,
                                             const SetName& name) const override;
  void save(const store::ModelWriter& writer, nlohmann::ordered_json& config) const override;
  Step step(const Forward& forward, const tensor::Batch& batch) const override;
  std::unique_ptr<Evaluation> evaluation() const override;
  const MetricSpecs& metrics() const override { return specs_; }
  std::vector<std::string> metric_names() const override;
  std::vector<TensorSpec> outputs() const override { return {{output_, "FP32", {-1}}}; }
  tensor::HostTensors answers(const at::Tensor& outputs) const override;
  Prediction told(std::string input, const tensor::HostTensors& answer,
                  std::int64_t top) const override;

 protected:
  const Target& target() const { return target_; }

 private:
  /// The targets of a set, [B] float32, in standard deviations from the mean.
  /// @throws Error kInvalidData if a sample has none
  virtual std::shared_ptr<const feed::Part> target_part(const data::Dataset& set) const = 0;

  Target target_;
  MetricSpecs specs_;
  const char* output_;
};

}  // namespace maas::tasks
