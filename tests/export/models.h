#pragma once

#include <filesystem>

#include <ATen/core/grad_mode.h>
#include <ATen/ops/randn.h>

#include "inference/model.h"
#include "models/lenet/card.h"
#include "models/mlp/card.h"
#include "models/resnet/card.h"
#include "nn/initialize.h"
#include "tensor/network_state.h"

/// Model directories made on the spot.
namespace maas::test {

inline inference::ModelDescription description_of(Component architecture) {
  return {.architecture = std::move(architecture),
          .task = {"image-classification", {}},
          .problem = {.input = {1, 28, 28}, .outputs = 3},
          .raw_shape = {1, 28, 28},
          .preprocessing = {.mean = {0.25}, .std = {0.5}},
          .labels = {"bag", "boot", "shirt"}};
}

inline inference::ModelDescription mlp(const std::string& activation = "relu") {
  return description_of(
      {"mlp", AnyOptions::of<models::MlpOptions>({.hidden = {20, 12}, .activation = activation})});
}

inline inference::ModelDescription lenet() {
  return description_of(
      {"lenet", AnyOptions::of<models::LenetOptions>({.channels = {4, 6}, .hidden = {24, 10}})});
}

inline inference::ModelDescription resnet() {
  return description_of(
      {"resnet", AnyOptions::of<models::ResnetOptions>(
                     {.embedding_size = 4, .hidden_sizes = {4, 6}, .depths = {2, 1}})});
}

/// Publishes a model with drawn weights.
inline inference::Model publish(const std::filesystem::path& directory,
                                const inference::ModelDescription& description) {
  const auto network = inference::build_network(description);
  nn::initialize(*network, "random", /*seed=*/3);
  if (!tensor::state_of(*network).buffers.empty()) {
    network->forward(at::randn({16, 1, 28, 28}) + 0.5);  // statistics of some pictures
  }
  inference::publish_model(directory, description, tensor::state_of(*network).all(),
                           /*int8=*/nullptr, {}, /*seen=*/{}, /*force=*/false);
  return inference::load_model(directory);
}

/// Publishes the same model with all its weights but those of `last` rounded to 8 bits.
inline inference::Model publish_int8(const std::filesystem::path& directory,
                                     const inference::ModelDescription& description,
                                     const std::string& scheme, const std::string& last) {
  const at::NoGradGuard no_grad;
  const auto network = inference::build_network(description);
  nn::initialize(*network, "random", /*seed=*/3);
  inference::Int8Plan plan{.scheme = scheme, .ignored = {last}};
  tensor::NamedTensors tensors;
  for (const auto& [name, tensor] : tensor::state_of(*network).all()) {
    if (tensor.dim() <= 1 || name == last + ".weight") {
      tensors.emplace_back(name, tensor);
      continue;
    }
    std::vector<std::int64_t> per_output(static_cast<std::size_t>(tensor.dim()), 1);
    per_output[0] = -1;
    const at::Tensor scale = (tensor.flatten(1).abs().amax(1) / 127).view(per_output);
    tensors.emplace_back(name, (tensor / scale).round().to(at::kChar));
    tensors.emplace_back(name + "_scale", scale);
    plan.layers.push_back(name.substr(0, name.rfind('.')));
  }
  inference::publish_model(directory, description, tensors, &plan, {}, /*seen=*/{},
                           /*force=*/false);
  return inference::load_model(directory);
}

}  // namespace maas::test
