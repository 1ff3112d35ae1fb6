#pragma once

#include <cstdint>
#include <memory>

#include "models/lenet/lenet.h"
#include "models/mlp/mlp.h"
#include "nn/initialize.h"
#include "tensor/weights.h"

/// Small networks with weights that depend on a seed alone.
namespace maas::test {

inline const models::Problem kPictures{.input = {1, 28, 28}, .outputs = 10};

inline std::shared_ptr<models::Network> lenet(std::uint64_t seed = 1) {
  auto network = models::make_lenet(kPictures, {});
  nn::initialize(*network, "kaiming", seed);
  network->eval();
  return network;
}

inline std::shared_ptr<models::Network> mlp(std::uint64_t seed = 1) {
  auto network = models::make_mlp({.input = {1, 2, 3}, .outputs = 4}, {.hidden = {8, 5}});
  nn::initialize(*network, "kaiming", seed);
  network->eval();
  return network;
}

inline at::Tensor parameter(const models::Network& network, const std::string& name) {
  return network.named_parameters()[name];
}

}  // namespace maas::test
