#include "tasks/classification.h"

#include <algorithm>
#include <map>
#include <optional>

#include <ATen/ops/argmax.h>
#include <ATen/ops/softmax.h>
#include <nlohmann/json.hpp>

#include "base/strings.h"
#include "encoders/label_part.h"
#include "maas/error.h"
#include "recipe/json_file.h"
#include "tasks/told_labels.h"

namespace maas::tasks {
namespace {

constexpr const char* kProbabilities = "probabilities";
constexpr const char* kLabel = "label";

/// What `config.json` says of the classes, as Hugging Face's files do.
struct ClassConfig {
  std::map<std::string, std::string> id2label;
  std::optional<std::int64_t> num_labels;
};

void describe(Fields& fields, ClassConfig& config) {
  fields("id2label", config.id2label, "names of the classes by their numbers");
  fields("num_labels", config.num_labels, "number of classes").range(at_least(0));
}

std::vector<std::string> published_classes(const store::ModelFiles& model) {
  const std::string file = model.path("config.json").string();
  const auto config =
      recipe::from_json_to<ClassConfig>(model.config, file, {}, {.ignore_unknown_keys = true});
  std::vector<std::string> classes;
  for (std::size_t i = 0; i < config.id2label.size(); ++i) {
    const auto found = config.id2label.find(std::to_string(i));
    if (found == config.id2label.end()) {
      fail(ErrorCode::kInvalidData, "{}: id2label has {} entries but no name for {}", file,
           config.id2label.size(), i);
    }
    classes.push_back(found->second);
  }
  const auto count = std::ssize(classes);
  if (config.num_labels.value_or(count) != count) {
    fail(ErrorCode::kInvalidData, "{}: num_labels is {}, id2label has {} entries", file,
         *config.num_labels, count);
  }
  const std::vector<std::string>& recorded = model.manifest.labels;
  if (!recorded.empty() && recorded != classes) {
    fail(ErrorCode::kInvalidData, "{}: id2label names [{}], {} [{}]", file, base::join(classes),
         store::kModelManifest, base::join(recorded));
  }
  return classes;
}

std::vector<std::string> classes_of(const Basis& basis) {
  if (basis.model != nullptr && basis.train == nullptr) return published_classes(*basis.model);
  std::vector<std::string> classes = basis.train->classes();
  if (basis.model != nullptr) {
    std::vector<std::string> before = published_classes(*basis.model);
    if (std::ranges::is_permutation(before, classes)) return before;
  }
  if (classes.size() >= 2) return classes;
  fail(ErrorCode::kInvalidRecipe, "a classifier needs at least 2 classes, the data have {}",
       classes.size());
}

std::vector<std::int64_t> useful(const std::vector<std::int64_t>& top_k, std::size_t classes) {
  std::vector<std::int64_t> kept;
  for (const std::int64_t k : top_k) {
    if (k > 1 && k < static_cast<std::int64_t>(classes)) kept.push_back(k);
  }
  return kept;
}

}  // namespace

Classification::Classification(std::unique_ptr<encoders::Encoder> encoder, const Basis& basis,
                               MetricSpecs specs)
    : encoder_(std::move(encoder)), specs_(std::move(specs)) {
  judged_by_.classes = classes_of(basis);
  judged_by_.top_k = useful(basis.top_k, judged_by_.classes.size());
  judged_by_.has_auc = find_metric(specs_, "auc") != nullptr;
}

tensor::Problem Classification::problem() const {
  return {.input = encoder_->shape(),
          .vocabulary = encoder_->vocabulary(),
          .graph = encoder_->graph(),
          .outputs = std::ssize(judged_by_.classes)};
}

std::shared_ptr<const feed::Source> Classification::source(std::shared_ptr<const data::Dataset> set,
                                                           Use use, const SetName& name) const {
  const std::int64_t size = set->size();
  feed::Parts parts = encoder_->parts(set, use);
  parts.push_back(encoders::label_part(std::move(set), judged_by_.classes, name.what, name.whose));
  return std::make_shared<feed::Source>(size, std::move(parts));
}

void Classification::save(const store::ModelWriter& writer, nlohmann::ordered_json& config) const {
  encoder_->save(writer, config);
  config["num_labels"] = judged_by_.classes.size();
  for (std::size_t i = 0; i < judged_by_.classes.size(); ++i) {
    config["id2label"][std::to_string(i)] = judged_by_.classes[i];
    config["label2id"][judged_by_.classes[i]] = i;
  }
}

Step Classification::step(const Forward& forward, const tensor::Batch& batch) const {
  const at::Tensor logits = run(forward, batch);  // [B, classes]
  return {summed_cross_entropy(logits, batch.at(tensor::part::kLabel)), logits.detach()};
}

std::vector<TensorSpec> Classification::outputs() const {
  return {{kProbabilities, "FP32", {-1, std::ssize(judged_by_.classes)}}, {kLabel, "BYTES", {-1}}};
}

std::span<const std::string> Classification::labels(std::string_view output) const {
  if (output != kProbabilities) return {};
  return judged_by_.classes;
}

/// @param outputs  [B, classes], logits
tensor::HostTensors Classification::answers(const at::Tensor& outputs) const {
  const at::Tensor scores = at::softmax(outputs, /*dim=*/1, at::kFloat).contiguous();
  const at::Tensor best = scores.argmax(1);
  const float* row = scores.const_data_ptr<float>();
  const auto* chosen = best.const_data_ptr<std::int64_t>();
  std::vector<std::string> names;
  for (std::int64_t i = 0; i < scores.size(0); ++i) {
    names.push_back(judged_by_.classes[static_cast<std::size_t>(chosen[i])]);
  }
  return {{kProbabilities,
           {scores.size(0), scores.size(1)},
           std::vector<float>(row, row + scores.numel())},
          {kLabel, {scores.size(0)}, std::move(names)}};
}

Prediction Classification::told(std::string input, const tensor::HostTensors& answer,
                                std::int64_t top) const {
  return told_labels(std::move(input), judged_by_.classes,
                     std::get<std::vector<float>>(answer.front().data), top);
}

}  // namespace maas::tasks
