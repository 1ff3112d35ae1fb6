#pragma once

#include <cstdint>
#include <vector>

#include <ATen/core/grad_mode.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/full.h>

#include "models/registry.h"
#include "support/memory_dataset.h"
#include "tasks/image_classification/image_classification.h"
#include "training/golden.h"
#include "training/optimizers/registry.h"

/// The weights and batches of fixtures/make_losses.py, computed alike.
namespace maas::training::peer {

constexpr std::int64_t kBatch = 16;
constexpr std::int64_t kPixels = 28 * 28;
constexpr std::int64_t kClasses = 10;
constexpr std::int64_t kSteps = 20;

/// Numbers in [0, 1) from a counter.
inline at::Tensor noise(std::int64_t first, std::int64_t count) {
  const at::Tensor values = at::empty({count});
  auto* value = values.data_ptr<float>();
  for (std::int64_t i = 0; i < count; ++i) {
    std::uint32_t hash = static_cast<std::uint32_t>(first + i) * 2654435761U + 12345U;
    hash = (hash ^ hash >> 15) * 2246822519U;
    hash = (hash ^ hash >> 13) * 3266489917U;
    value[i] = static_cast<float>((hash ^ hash >> 16) >> 8) * 0x1p-24f;
  }
  return values;
}

/// Uniform within 1 / sqrt(fan-in) of the weight; biases too.
inline void fill(models::Network& network) {
  const at::NoGradGuard no_grad;
  std::int64_t first = 0;
  double bound = 1;
  for (at::Tensor& parameter : network.parameters()) {
    const std::int64_t count = parameter.numel();
    if (parameter.dim() > 1) {
      bound = 1 / std::sqrt(static_cast<double>(count / parameter.size(0)));
    }
    parameter.copy_(((noise(first, count) * 2 - 1) * bound).view(parameter.sizes()));
    first += count;
  }
}

/// Pictures of noise; a class brightens rows of its own.
inline tensor::Batch batch(std::int64_t step) {
  const at::Tensor pixels =
      noise(10'000'000 + step * kBatch * kPixels, kBatch * kPixels).view({kBatch, 1, 28, 28});
  const at::Tensor targets = (noise(90'000'000 + step * kBatch, kBatch) * kClasses).to(at::kLong);
  for (std::int64_t i = 0; i < kBatch; ++i) {
    pixels[i][0].narrow(0, 2 * targets[i].item<std::int64_t>(), 4).add_(1);
  }
  return {.parts = {{tensor::part::kImage, pixels}, {tensor::part::kLabel, targets}},
          .samples = kBatch,
          .weight = kBatch};
}

/// The losses of one case of the fixture, by our network, task and optimizer.
inline std::vector<double> losses(const formats::OrderedJson& example) {
  const std::string arch = example.at("arch");
  const formats::OrderedJson options =
      arch == "mlp" ? formats::OrderedJson{{"hidden", {32, 24}}} : formats::OrderedJson::object();
  const auto network =
      models::factories().make(component_of(Registry::kArchitecture, arch, options),
                               {.input = {1, 28, 28}, .outputs = kClasses});
  fill(*network);
  const test::MemoryDataset pictures(kClasses, {1, 28, 28}, kClasses);
  const DataBlock plain;
  const auto task = tasks::make_image_classification({.train = &pictures, .data = &plain}, {});
  optimizers::Parameters parameters;
  for (const auto& parameter : network->named_parameters()) {
    parameters.names.push_back(parameter.key());
    parameters.tensors.push_back(parameter.value());
  }
  const auto optimizer = optimizers::factories().make(
      component_of(Registry::kOptimizer, example.at("optimizer"), example.at("options")),
      parameters);
  std::vector<double> values;
  for (std::int64_t step = 0; step < kSteps; ++step) {
    const auto forward = [&](const tensor::Batch& samples) { return network->forward(samples); };
    const at::Tensor loss = task->step(forward, batch(step)).loss / kBatch;
    network->zero_grad();
    loss.backward();
    const at::NoGradGuard no_grad;
    optimizer->step(optimizer->base_lr());
    values.push_back(loss.item<double>());
  }
  return values;
}

}  // namespace maas::training::peer
