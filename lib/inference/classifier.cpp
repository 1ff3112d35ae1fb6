#include "inference/classifier.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <span>
#include <utility>

#include <ATen/ops/argmax.h>
#include <ATen/ops/empty.h>
#include <c10/core/InferenceMode.h>

#include "maas/error.h"
#include "tensor/boundary.h"

namespace maas::inference {
namespace {

constexpr std::string_view kScores = "probabilities";

std::int64_t samples_of(const HostTensors& request) {
  return request.front().shape.front();
}

/// Checks `count` rows of scores from `first` on.
/// @param scores  [B, classes], probabilities
void check_finite(const at::Tensor& scores, std::int64_t first, std::int64_t count,
                  const std::filesystem::path& model) {
  const std::span values(scores.const_data_ptr<float>() + first * scores.size(1),
                         static_cast<std::size_t>(count * scores.size(1)));
  if (std::ranges::all_of(values, [](float value) { return std::isfinite(value); })) return;
  throw failure_with_hint(ErrorCode::kFailed, "its weights are damaged, or too large",
                          "{}: the model's outputs are not finite", model.string());
}

HostTensors split(const at::Tensor& scores, const at::Tensor& best,
                  const std::vector<std::string>& labels, std::int64_t first, std::int64_t count) {
  const std::int64_t classes = scores.size(1);
  const float* row = scores.const_data_ptr<float>() + first * classes;
  const auto* chosen = best.const_data_ptr<std::int64_t>() + first;
  std::vector<std::string> names;
  for (std::int64_t i = 0; i < count; ++i) {
    names.push_back(labels[static_cast<std::size_t>(chosen[i])]);
  }
  return {{std::string(kScores), {count, classes}, std::vector<float>(row, row + count * classes)},
          {"label", {count}, std::move(names)}};
}

}  // namespace

Classifier::Classifier(Model model)
    : model_(std::move(model)),
      input_(model_.description),
      signature_(model_.task->signature(model_.description.raw_shape)) {}

std::span<const std::string> Classifier::labels(std::string_view output) const {
  if (output != kScores) return {};
  return model_.description.labels;
}

std::vector<Answer> Classifier::run(std::span<const HostTensors* const> requests) {
  std::int64_t samples = 0;
  for (const HostTensors* request : requests) samples += samples_of(*request);
  const at::Tensor batch = new_batch(samples);
  float* row = batch.data_ptr<float>();
  for (const HostTensors* request : requests) {
    row = std::ranges::copy(std::get<std::vector<float>>(request->front().data), row).out;
  }
  const at::Tensor scores = scores_of(batch);
  const at::Tensor best = scores.argmax(1);
  std::vector<Answer> answers;
  std::int64_t first = 0;
  for (const HostTensors* request : requests) {
    const std::int64_t count = samples_of(*request);
    try {
      check_finite(scores, first, count, model_.directory);
      answers.emplace_back(split(scores, best, model_.description.labels, first, count));
    } catch (const Error& error) {
      answers.emplace_back(error);
    }
    first += count;
  }
  return answers;
}

at::Tensor Classifier::probabilities(std::vector<transforms::Image>& images) const {
  const at::Tensor batch = new_batch(static_cast<std::int64_t>(images.size()));
  float* row = batch.data_ptr<float>();
  for (transforms::Image& image : images) {
    input_.write_row(image, "picture", row);
    row += batch.stride(0);
  }
  const at::Tensor scores = scores_of(batch);
  check_finite(scores, 0, scores.size(0), model_.directory);
  return scores;
}

at::Tensor Classifier::new_batch(std::int64_t samples) const {
  return tensor::at_boundary([&] {
    const auto& input = model_.description.problem.input;
    return at::empty({samples, input[0], input[1], input[2]});
  });
}

/// @param batch  [B, C, H, W], preprocessed
/// @return [B, classes], probabilities
at::Tensor Classifier::scores_of(const at::Tensor& batch) const {
  return tensor::at_boundary([&] {
    const c10::InferenceMode inference;
    return model_.task->probabilities(model_.forward(batch)).contiguous();
  });
}

std::unique_ptr<Engine> load_engine(const std::filesystem::path& directory, DigestCheck check) {
  return std::make_unique<Classifier>(
      tensor::at_boundary([&] { return load_model(directory, check); }));
}

}  // namespace maas::inference
