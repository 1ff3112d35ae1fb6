#include "inference/batch_engine.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>

#include <ATen/ops/empty.h>
#include <ATen/ops/zeros.h>
#include <c10/core/InferenceMode.h>

#include "inference/forward.h"
#include "maas/error.h"
#include "tensor/boundary.h"

namespace maas::inference {
namespace {

/// The shape that holds the rows of one part of all requests: sequences are as long as the longest.
std::vector<std::int64_t> joined_shape(std::span<const HostTensors* const> requests,
                                       std::size_t part) {
  std::vector<std::int64_t> shape = requests.front()->at(part).shape;
  shape.front() = 0;
  for (const HostTensors* request : requests) {
    const HostTensor& tensor = request->at(part);
    shape.front() += tensor.rows();
    for (std::size_t i = 1; i < shape.size(); ++i) shape[i] = std::max(shape[i], tensor.shape[i]);
  }
  return shape;
}

/// Copies rows of one part of all requests, one behind the other; what a shorter sequence lacks is
/// zero.
template <class Value>
at::Tensor joined(std::span<const HostTensors* const> requests, std::size_t part,
                  at::ScalarType type) {
  const std::vector<std::int64_t> shape = joined_shape(requests, part);
  const bool is_even = std::ranges::all_of(requests, [&](const HostTensors* request) {
    const auto& own = request->at(part).shape;
    return std::equal(shape.begin() + 1, shape.end(), own.begin() + 1);
  });
  const at::Tensor whole = is_even ? at::empty(shape, type) : at::zeros(shape, type);
  const std::int64_t width = whole.numel() / std::max<std::int64_t>(1, whole.size(0));
  auto* row = whole.data_ptr<Value>();
  for (const HostTensors* request : requests) {
    const HostTensor& tensor = request->at(part);
    const auto& values = std::get<std::vector<Value>>(tensor.data);
    const auto own =
        static_cast<std::int64_t>(values.size()) / std::max<std::int64_t>(1, tensor.rows());
    for (std::int64_t i = 0; i < tensor.rows(); ++i, row += width) {
      std::copy_n(values.begin() + i * own, own, row);
    }
  }
  return whole;
}

/// Takes rows out of an output, from `first` on.
HostTensor taken_rows(HostTensor& output, std::int64_t first, std::int64_t count) {
  HostTensor rows{.name = output.name, .shape = output.shape, .data = {}};
  rows.shape.front() = count;
  std::visit(
      [&](auto& values) {
        const auto width = static_cast<std::int64_t>(values.size()) / output.rows();
        const auto begin = std::make_move_iterator(values.begin() + first * width);
        rows.data = std::decay_t<decltype(values)>(begin, begin + count * width);
      },
      output.data);
  return rows;
}

/// @throws Error kFailed if a number of an answer is not finite
void check_finite(const HostTensors& answer, const std::filesystem::path& model) {
  for (const HostTensor& output : answer) {
    const auto* const values = std::get_if<std::vector<float>>(&output.data);
    if (values == nullptr) continue;
    if (std::ranges::all_of(*values, [](float value) { return std::isfinite(value); })) continue;
    throw failure_with_hint(ErrorCode::kFailed, "its weights are damaged, or too large",
                            "{}: the model's outputs are not finite", model.string());
  }
}

Answer answer_of(HostTensors& outputs, std::int64_t first, std::int64_t count,
                 const std::filesystem::path& model) {
  HostTensors answer;
  answer.reserve(outputs.size());
  for (HostTensor& output : outputs) answer.push_back(taken_rows(output, first, count));
  try {
    check_finite(answer, model);
    return answer;
  } catch (const Error& error) {
    return error;
  }
}

}  // namespace

tensor::Batch batch_of(std::span<const HostTensors* const> requests) {
  tensor::Batch batch;
  const HostTensors& first = *requests.front();
  for (std::size_t part = 0; part < first.size(); ++part) {
    const bool are_numbers = std::holds_alternative<std::vector<float>>(first[part].data);
    batch.parts.emplace_back(first[part].name,
                             are_numbers ? joined<float>(requests, part, at::kFloat)
                                         : joined<std::int64_t>(requests, part, at::kLong));
  }
  batch.samples = batch.parts.front().second.size(0);
  batch.weight = static_cast<double>(batch.samples);
  return batch;
}

BatchEngine::BatchEngine(Model model)
    : model_(std::move(model)), signature_(tasks::signature_of(*model_.task)) {}

std::vector<Answer> BatchEngine::run(std::span<const HostTensors* const> requests) {
  HostTensors outputs = tensor::at_boundary([&] {
    const c10::InferenceMode inference;
    const auto forward = forward_of(*model_.network);
    return model_.task->answers(model_.task->reply(forward, batch_of(requests)));
  });
  std::vector<Answer> answers;
  answers.reserve(requests.size());
  std::int64_t first = 0;
  for (const HostTensors* request : requests) {
    const std::int64_t count = request->front().rows();
    answers.push_back(answer_of(outputs, first, count, model_.directory));
    first += count;
  }
  return answers;
}

std::unique_ptr<Engine> load_engine(const std::filesystem::path& directory, DigestCheck check) {
  return std::make_unique<BatchEngine>(
      tensor::at_boundary([&] { return load_model(directory, check); }));
}

}  // namespace maas::inference
