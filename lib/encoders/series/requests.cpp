#include "encoders/series/requests.h"

#include <cmath>
#include <type_traits>
#include <utility>

#include "base/strings.h"
#include "maas/error.h"
#include "tensor/batch.h"

namespace maas::encoders {
namespace {

constexpr const char* kInput = "history";

double number_at(const HostTensor& input, std::int64_t index) {
  return std::visit(
      [&](const auto& values) -> double {
        using Value = typename std::decay_t<decltype(values)>::value_type;
        if constexpr (std::is_arithmetic_v<Value>) {
          return static_cast<double>(values[static_cast<std::size_t>(index)]);
        } else {
          fail(ErrorCode::kInvalidData, "input '{}' is BYTES, not numbers", kInput);
        }
      },
      input.data);
}

std::int64_t elements(const HostTensor& input) {
  return std::visit([](const auto& values) { return std::ssize(values); }, input.data);
}

const HostTensor& history_in(const HostTensors& inputs) {
  if (inputs.size() == 1 && inputs.front().name == kInput) return inputs.front();
  fail(ErrorCode::kInvalidData, "expected the one input '{}', got {}", kInput,
       inputs.size() == 1 ? "'" + base::abridged(inputs.front().name) + "'"
                          : fmt::format("{} inputs", inputs.size()));
}

/// @throws Error kInvalidData unless it is [N, steps] or [N, steps, columns]
void check_shape(const SeriesForm& form, const HostTensor& input) {
  const auto columns = std::ssize(form.columns);
  const std::vector<std::int64_t>& shape = input.shape;
  const bool is_flat = shape.size() == 2 && columns == 1;
  const bool is_table = shape.size() == 3 && shape[2] == columns;
  const bool fits = (is_flat || is_table) && shape[0] > 0 && shape[1] == form.history();
  if (fits && elements(input) == shape[0] * form.history() * columns) return;
  const std::string wanted = columns == 1 ? fmt::format("[N, {}]", form.history())
                                          : fmt::format("[N, {}, {}]", form.history(), columns);
  throw failure_with_hint(ErrorCode::kInvalidData,
                          fmt::format("send the last {} steps, the oldest first", form.history()),
                          "input '{}' has shape [{}], expected {}", kInput, fmt::join(shape, ", "),
                          wanted);
}

/// The history of one row of a request.
Channels channels_of(const SeriesForm& form, const HostTensor& input, std::int64_t row) {
  const auto columns = std::ssize(form.columns);
  return {form, form.history(), [&](std::int64_t step, std::size_t column) {
            return number_at(
                input, (row * form.history() + step) * columns + static_cast<std::int64_t>(column));
          }};
}

}  // namespace

TensorSpec history_input(const SeriesForm& form) {
  const auto columns = std::ssize(form.columns);
  TensorSpec spec{kInput, "FP32", {-1, form.history()}};
  if (columns > 1) spec.shape.push_back(columns);
  return spec;
}

Demand check_histories(const SeriesForm& form, const HostTensors& inputs) {
  const HostTensor& input = history_in(inputs);
  check_shape(form, input);
  for (std::int64_t row = 0; row < input.rows(); ++row) {
    const Channels channels = channels_of(form, input, row);
    for (std::int64_t step = 0; step < form.history(); ++step) {
      if (channels.is_known(step)) continue;
      fail(ErrorCode::kInvalidData,
           "row {}: step {} of '{}' is missing, or too far from what the training steps were", row,
           step, kInput);
    }
  }
  const std::int64_t numbers = form.window * form.width() + form.horizon;
  return {.samples = input.rows(),
          .bytes = input.rows() * numbers * static_cast<std::int64_t>(sizeof(float))};
}

HostTensors prepared_histories(const SeriesForm& form, const HostTensors& inputs) {
  const HostTensor& input = history_in(inputs);
  std::vector<float> steps;
  std::vector<float> naive;
  for (std::int64_t row = 0; row < input.rows(); ++row) {
    const Channels channels = channels_of(form, input, row);
    const float* const first = channels.at(form.history() - form.window);
    steps.insert(steps.end(), first, first + form.window * form.width());
    for (std::int64_t i = 0; form.differenced && i < form.horizon; ++i) {
      naive.push_back(channels.naive(form.history(), i));
    }
  }
  HostTensors prepared = {
      {tensor::part::kSteps, {input.rows(), form.window, form.width()}, std::move(steps)}};
  if (form.differenced) {
    prepared.push_back({tensor::part::kNaive, {input.rows(), form.horizon}, std::move(naive)});
  }
  return prepared;
}

}  // namespace maas::encoders
