#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "encoders/environment/encoder.h"
#include "tasks/returns.h"
#include "tasks/task.h"

namespace maas::tasks {

/// Learns to choose among an environment's actions: what all ways of that have in common. Judging
/// plays episodes; a request is answered by the action for what is seen, and by what is thought of
/// each action.
class Control : public Task {
 public:
  /// What is thought of the actions.
  struct Scores {
    const char* name;        ///< of the output: "values"
    bool are_probabilities;  ///< of what logits say
  };

  /// @param more  numbers that the network gives beside one for each action
  /// @throws Error kInvalidData as EnvironmentEncoder
  Control(const Basis& basis, const Scores& scores, std::int64_t more);

  const encoders::Encoder& encoder() const override { return encoder_; }
  tensor::Problem problem() const override;
  std::shared_ptr<const feed::Source> source(std::shared_ptr<const data::Dataset> set, Use use,
                                             const SetName& name) const override;
  void save(const store::ModelWriter& writer, nlohmann::ordered_json& config) const override;
  /// @throws Error kInvalidData if this program has no such environment
  at::Tensor run(const Forward& forward, const tensor::Batch& batch) const override;
  at::Tensor reply(const Forward& forward, const tensor::Batch& batch) const override;
  std::unique_ptr<Evaluation> evaluation() const override { return return_evaluation(); }
  const MetricSpecs& metrics() const override;
  std::vector<std::string> metric_names() const override;
  std::vector<TensorSpec> outputs() const override;
  std::span<const std::string> labels(std::string_view output) const override;
  tensor::HostTensors answers(const at::Tensor& outputs) const override;
  Prediction told(std::string input, const tensor::HostTensors& answer,
                  std::int64_t top) const override;

 protected:
  const std::vector<std::string>& actions() const { return encoder_.form().actions; }
  /// @throws Error kInvalidData if this program has no such environment
  data::World world() const { return data::world_called(encoder_.form().name); }

 private:
  encoders::EnvironmentEncoder encoder_;
  Scores scores_;
  std::int64_t more_;
};

}  // namespace maas::tasks
