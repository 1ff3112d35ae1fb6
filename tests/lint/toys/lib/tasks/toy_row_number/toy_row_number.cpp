#include "tasks/toy_row_number/toy_row_number.h"

#include <cmath>

#include "encoders/row/encoder.h"
#include "encoders/row/part.h"
#include "tasks/intervals.h"

namespace maas::tasks {
namespace {

class Distances final : public Evaluation {
 public:
  /// @param outputs  [B, 1]
  void add(const at::Tensor& outputs, const tensor::Batch& batch) override {
    const at::Tensor values = outputs.detach().to(at::kCPU, at::kFloat).squeeze(1);
    const at::Tensor away = (values - batch.at(tensor::part::kTarget)).abs().contiguous();
    for (std::int64_t i = 0; i < away.size(0); ++i) {
      const float distance = away.const_data_ptr<float>()[i];
      if (!std::isfinite(distance))
        fail(ErrorCode::kFailed, "the network's outputs are not finite");
      distances_.push_back(distance);
      sum_ += distance;
      squares_ += distance * distance;
    }
  }

  Findings finish() const override {
    const double mean = sum_ / static_cast<double>(distances_.size());
    return {.metrics = {{"mae", mean}}, .per_sample = distances_, .compared = "mae"};
  }

  Intervals intervals() const override {
    return {{"mae", mean_interval(sum_, squares_, std::ssize(distances_))}};
  }

 private:
  std::vector<float> distances_;
  double sum_ = 0;
  double squares_ = 0;
};

class ToyRowNumber final : public Task {
 public:
  ToyRowNumber(const Basis& basis, const ToyRowNumberOptions& options)
      : encoder_(basis, {options.ignore, options.categories}) {}

  const encoders::Encoder& encoder() const override { return encoder_; }
  tensor::Problem problem() const override { return {.input = encoder_.shape(), .outputs = 1}; }

  std::shared_ptr<const feed::Source> source(std::shared_ptr<const data::Dataset> set, Use use,
                                             const SetName&) const override {
    feed::Parts parts = encoder_.parts(set, use);
    parts.push_back(encoders::target_part(*set, /*mean=*/0, /*std=*/1));
    return std::make_shared<feed::Source>(set->size(), std::move(parts));
  }

  void save(const store::ModelWriter& writer, nlohmann::ordered_json& config) const override {
    encoder_.save(writer, config);
  }

  Step step(const Forward& forward, const tensor::Batch& batch) const override {
    const at::Tensor outputs = run(forward, batch);  // [B, 1]
    const at::Tensor away = outputs.squeeze(1) - batch.at(tensor::part::kTarget);
    return {away.abs().sum(), outputs.detach()};
  }

  std::unique_ptr<Evaluation> evaluation() const override { return std::make_unique<Distances>(); }

  const MetricSpecs& metrics() const override {
    static const MetricSpecs specs = toy_row_number_card().metrics;
    return specs;
  }
  std::vector<std::string> metric_names() const override { return {"mae"}; }

  std::vector<TensorSpec> outputs() const override { return {{"value", "FP32", {-1}}}; }

  tensor::HostTensors answers(const at::Tensor& outputs) const override {
    const at::Tensor values = outputs.to(at::kCPU, at::kFloat).contiguous();
    const auto* const first = values.const_data_ptr<float>();
    return {{"value", {values.size(0)}, std::vector<float>(first, first + values.size(0))}};
  }

  Prediction told(std::string input, const tensor::HostTensors& answer,
                  std::int64_t) const override {
    return {.input = std::move(input),
            .value = std::get<std::vector<float>>(answer.front().data).front()};
  }

 private:
  encoders::RowEncoder encoder_;
};

}  // namespace

std::unique_ptr<Task> make_toy_row_number(const Basis& basis, const ToyRowNumberOptions& options) {
  return std::make_unique<ToyRowNumber>(basis, options);
}

}  // namespace maas::tasks
