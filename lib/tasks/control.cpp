#include "tasks/control.h"

#include <utility>

#include <ATen/ops/argmax.h>
#include <ATen/ops/softmax.h>

#include "tasks/return_options.h"
#include "tasks/told_labels.h"

namespace maas::tasks {
namespace {

constexpr const char* kAction = "action";

}  // namespace

Control::Control(const Basis& basis, const Scores& scores, std::int64_t more)
    : encoder_(basis), scores_(scores), more_(more) {}

tensor::Problem Control::problem() const {
  return {.input = encoder_.shape(), .outputs = std::ssize(actions()) + more_};
}

std::shared_ptr<const feed::Source> Control::source(std::shared_ptr<const data::Dataset> set,
                                                    Use use, const SetName&) const {
  const std::int64_t size = set->size();
  return std::make_shared<feed::Source>(size, encoder_.parts(std::move(set), use));
}

void Control::save(const store::ModelWriter& writer, nlohmann::ordered_json& config) const {
  encoder_.save(writer, config);
}

at::Tensor Control::run(const Forward& forward, const tensor::Batch& batch) const {
  return played(world(), forward, batch);
}

at::Tensor Control::reply(const Forward& forward, const tensor::Batch& batch) const {
  return forward(batch);
}

const MetricSpecs& Control::metrics() const {
  static const MetricSpecs specs = return_metrics();
  return specs;
}

std::vector<std::string> Control::metric_names() const {
  std::vector<std::string> names;
  for (const MetricSpec& spec : metrics()) names.push_back(spec.name);
  return names;
}

std::vector<TensorSpec> Control::outputs() const {
  return {{kAction, "INT64", {-1}}, {scores_.name, "FP32", {-1, std::ssize(actions())}}};
}

std::span<const std::string> Control::labels(std::string_view output) const {
  if (output != scores_.name) return {};
  return actions();
}

tensor::HostTensors Control::answers(const at::Tensor& outputs) const {
  const at::Tensor given = outputs.narrow(1, 0, std::ssize(actions())).to(at::kCPU, at::kFloat);
  const at::Tensor scores =
      (scores_.are_probabilities ? at::softmax(given, /*dim=*/1) : given).contiguous();
  const at::Tensor best = scores.argmax(1);
  const auto* action = best.const_data_ptr<std::int64_t>();
  const auto* score = scores.const_data_ptr<float>();
  return {{kAction, {best.size(0)}, std::vector<std::int64_t>(action, action + best.numel())},
          {scores_.name,
           {scores.size(0), scores.size(1)},
           std::vector<float>(score, score + scores.numel())}};
}

Prediction Control::told(std::string input, const tensor::HostTensors& answer,
                         std::int64_t top) const {
  const auto& scores = std::get<std::vector<float>>(answer[1].data);
  if (scores_.are_probabilities) return told_labels(std::move(input), actions(), scores, top);
  const std::int64_t action = std::get<std::vector<std::int64_t>>(answer[0].data).front();
  const auto at = static_cast<std::size_t>(action);
  return {.input = std::move(input), .label = actions()[at], .value = scores[at]};
}

}  // namespace maas::tasks
