#pragma once

#include <memory>
#include <string>
#include <vector>

#include "tasks/class_scores.h"
#include "tasks/task.h"

namespace maas::tasks {

/// Tells classes apart by cross entropy over logits, whatever kind of data an encoder makes the
/// network's inputs of.
class Classification final : public Task {
 public:
  /// @param specs  the metrics as the task's card lists them; `auc` is given if it is among them
  /// @throws Error kInvalidRecipe if the training samples have fewer than two classes; kInvalidData
  ///   if the model's `config.json` does not name its classes
  Classification(std::unique_ptr<encoders::Encoder> encoder, const Basis& basis, MetricSpecs specs);

  const encoders::Encoder& encoder() const override { return *encoder_; }
  tensor::Problem problem() const override;
  std::shared_ptr<const feed::Source> source(std::shared_ptr<const data::Dataset> set, Use use,
                                             const SetName& name) const override;
  void save(const store::ModelWriter& writer, nlohmann::ordered_json& config) const override;
  Step step(const Forward& forward, const tensor::Batch& batch) const override;
  std::unique_ptr<Evaluation> evaluation() const override { return class_evaluation(judged_by_); }
  const MetricSpecs& metrics() const override { return specs_; }
  std::vector<std::string> metric_names() const override { return judged_by_.names(); }
  std::vector<TensorSpec> outputs() const override;
  std::span<const std::string> labels(std::string_view output) const override;
  tensor::HostTensors answers(const at::Tensor& outputs) const override;
  Prediction told(std::string input, const tensor::HostTensors& answer,
                  std::int64_t top) const override;

 private:
  std::unique_ptr<encoders::Encoder> encoder_;
  MetricSpecs specs_;
  ClassMetrics judged_by_;
};

}  // namespace maas::tasks
