#include "inference/classifier.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <numeric>
#include <span>

#include <ATen/ops/argmax.h>
#include <ATen/ops/empty.h>
#include <c10/core/InferenceMode.h>

#include "maas/error.h"
#include "tensor/boundary.h"
#include "transforms/decode.h"

namespace maas::inference {
namespace {

constexpr const char* kInput = "image";

template <class... Visitors>
struct Overloaded : Visitors... {
  using Visitors::operator()...;
};

/// @param scores  [B, classes], probabilities
void check_finite(const at::Tensor& scores, const std::filesystem::path& model) {
  const std::span values(scores.const_data_ptr<float>(), static_cast<std::size_t>(scores.numel()));
  if (std::ranges::all_of(values, [](float value) { return std::isfinite(value); })) return;
  throw failure_with_hint(ErrorCode::kFailed, "its weights are damaged, or too large",
                          "{}: the model's outputs are not finite", model.string());
}

/// Refuses NaN, infinities and pixels that were left in 0..255.
void check_pixels(const std::vector<float>& pixels) {
  const auto wrong = std::find_if(pixels.begin(), pixels.end(),
                                  [](float value) { return !(value >= 0.0f && value <= 1.0f); });
  if (wrong == pixels.end()) return;
  throw failure_with_hint(ErrorCode::kInvalidData, "send FP32 pixels divided by 255, or UINT8",
                          "input '{}' has {} at element {}, outside 0..1", kInput, *wrong,
                          wrong - pixels.begin());
}

/// Whether dimensions are those of a sample; flat ones are, and ones without a single channel.
bool fits(std::span<const std::int64_t> shape, const transforms::ImageShape& sample) {
  const std::int64_t whole[] = {sample.channels, sample.height, sample.width};
  const std::int64_t flat[] = {sample.elements()};
  const bool is_plane = sample.channels == 1 && std::ranges::equal(shape, std::span(whole).last(2));
  return is_plane || std::ranges::equal(shape, whole) || std::ranges::equal(shape, flat);
}

/// Samples of a tensor whose first dimension is the batch.
std::int64_t pictures_of(const HostTensor& input, std::size_t elements,
                         const transforms::ImageShape& sample) {
  const std::int64_t count = input.shape.empty() ? 0 : input.shape.front();
  const bool is_whole = static_cast<std::int64_t>(elements) == count * sample.elements();
  if (count < 1 || !is_whole || !fits(std::span(input.shape).subspan(1), sample)) {
    fail(ErrorCode::kInvalidData, "input '{}' has shape [{}], expected [N, {}, {}, {}] or [N, {}]",
         kInput, fmt::join(input.shape, ", "), sample.channels, sample.height, sample.width,
         sample.elements());
  }
  return count;
}

std::int64_t files_of(const HostTensor& input, std::size_t elements) {
  const std::int64_t count = input.shape.empty() ? 0 : input.shape.front();
  if (count < 1 || static_cast<std::int64_t>(elements) != count) {
    fail(ErrorCode::kInvalidData, "input '{}' has shape [{}], expected [N] for N files", kInput,
         fmt::join(input.shape, ", "));
  }
  return count;
}

HostTensors split(const at::Tensor& probabilities, const at::Tensor& best,
                  const std::vector<std::string>& labels, std::int64_t first, std::int64_t count) {
  const std::int64_t classes = probabilities.size(1);
  const float* row = probabilities.const_data_ptr<float>() + first * classes;
  const auto* chosen = best.const_data_ptr<std::int64_t>() + first;
  std::vector<std::string> names;
  for (std::int64_t i = 0; i < count; ++i) {
    names.push_back(labels[static_cast<std::size_t>(chosen[i])]);
  }
  return {{"probabilities", {count, classes}, std::vector<float>(row, row + count * classes)},
          {"label", {count}, std::move(names)}};
}

}  // namespace

Classifier::Classifier(Model model)
    : model_(std::move(model)),
      pipeline_(model_.pipeline()),
      signature_(model_.task->signature(model_.description.raw_shape)) {}

std::int64_t Classifier::check(const HostTensors& inputs) const {
  if (inputs.size() != 1) {
    fail(ErrorCode::kInvalidData, "expected the one input '{}', got {} inputs", kInput,
         inputs.size());
  }
  const HostTensor& input = inputs.front();
  if (input.name != kInput) {
    fail(ErrorCode::kInvalidData, "expected the one input '{}', got '{}'", kInput, input.name);
  }
  const transforms::ImageShape& sample = model_.description.raw_shape;
  return std::visit(Overloaded{[&](const std::vector<float>& pixels) {
                                 check_pixels(pixels);
                                 return pictures_of(input, pixels.size(), sample);
                               },
                               [&](const std::vector<std::uint8_t>& pixels) {
                                 return pictures_of(input, pixels.size(), sample);
                               },
                               [&](const std::vector<std::string>& files) {
                                 return files_of(input, files.size());
                               }},
                    input.data);
}

std::vector<HostTensors> Classifier::run(std::span<const HostTensors* const> requests) {
  std::vector<std::int64_t> counts;
  for (const HostTensors* request : requests) counts.push_back(request->front().shape.front());
  std::vector<transforms::Image> images(
      static_cast<std::size_t>(std::accumulate(counts.begin(), counts.end(), std::int64_t{0})));
  std::size_t next = 0;
  for (std::size_t i = 0; i < requests.size(); ++i) {
    for (std::int64_t sample = 0; sample < counts[i]; ++sample) {
      fill(requests[i]->front(), sample, images[next++]);
    }
  }
  const at::Tensor scores = probabilities(images);
  const at::Tensor best = scores.argmax(1);
  std::vector<HostTensors> answers;
  std::int64_t first = 0;
  for (const std::int64_t count : counts) {
    answers.push_back(split(scores, best, model_.description.labels, first, count));
    first += count;
  }
  return answers;
}

void Classifier::fill(const HostTensor& input, std::int64_t sample,
                      transforms::Image& image) const {
  const transforms::ImageShape& shape = model_.description.raw_shape;
  const std::int64_t first = sample * shape.elements();
  std::visit(Overloaded{[&](const std::vector<float>& pixels) {
                          image.shape = shape;
                          image.pixels.assign(pixels.begin() + first,
                                              pixels.begin() + first + shape.elements());
                        },
                        [&](const std::vector<std::uint8_t>& pixels) {
                          transforms::assign_bytes(image, shape, pixels.data() + first);
                        },
                        [&](const std::vector<std::string>& files) {
                          transforms::decode(
                              std::as_bytes(std::span(files[static_cast<std::size_t>(sample)])),
                              fmt::format("{}[{}]", kInput, sample), shape.channels, image);
                        }},
             input.data);
}

at::Tensor Classifier::probabilities(std::vector<transforms::Image>& images) const {
  return tensor::at_boundary([&] {
    const c10::InferenceMode inference;
    const auto& input = model_.description.problem.input;
    const transforms::ImageShape wanted{input[0], input[1], input[2]};
    const at::Tensor batch =
        at::empty({static_cast<std::int64_t>(images.size()), input[0], input[1], input[2]});
    float* row = batch.data_ptr<float>();
    base::Random unused(0);
    for (transforms::Image& image : images) {
      pipeline_.apply(image, unused);
      if (image.shape != wanted) {
        fail(ErrorCode::kInvalidData, "the picture is [{}, {}, {}], the model takes [{}]",
             image.shape.channels, image.shape.height, image.shape.width, fmt::join(input, ", "));
      }
      row = std::copy(image.pixels.begin(), image.pixels.end(), row);
    }
    at::Tensor scores = model_.task->probabilities(model_.forward(batch)).contiguous();
    check_finite(scores, model_.directory);
    return scores;
  });
}

std::unique_ptr<Engine> load_engine(const std::filesystem::path& directory) {
  return std::make_unique<Classifier>(tensor::at_boundary([&] { return load_model(directory); }));
}

}  // namespace maas::inference
