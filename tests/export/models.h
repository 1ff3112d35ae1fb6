#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <ATen/core/grad_mode.h>
#include <ATen/ops/randn.h>

#include "data/cartpole/cartpole.h"
#include "inference/model.h"
#include "maas/catalog.h"
#include "models/gru/card.h"
#include "models/lenet/card.h"
#include "models/lstm/card.h"
#include "models/mlp/card.h"
#include "models/resnet/card.h"
#include "nn/initialize.h"
#include "support/memory_dataset.h"
#include "support/memory_rows.h"
#include "support/memory_series.h"
#include "support/memory_texts.h"
#include "tasks/forecasting/card.h"
#include "tasks/registry.h"
#include "tensor/network_state.h"
#include "transforms/normalize/card.h"

/// Model directories made on the spot.
namespace maas::test {

/// A network and the task that it is for.
struct Untrained {
  inference::ModelDescription description;
  std::shared_ptr<tasks::Task> task;
};

inline Untrained untrained(Component architecture, Component component, const tasks::Basis& basis) {
  look_up(catalog(), Registry::kTask, component);
  std::shared_ptr<tasks::Task> made = tasks::factories().make(component, basis);
  return {.description = {.architecture = std::move(architecture),
                          .task = component,
                          .problem = made->problem()},
          .task = std::move(made)};
}

/// Grey pictures of clothes.
class Clothes final : public MemoryDataset {
 public:
  Clothes() : MemoryDataset(12, {1, 28, 28}, 3) {}
  const std::vector<std::string>& classes() const override { return names_; }

 private:
  std::vector<std::string> names_ = {"bag", "boot", "shirt"};
};

/// A model of pictures, whose pixels become (pixel / 255 - 0.25) / 0.5.
inline Untrained of_pictures(Component architecture) {
  const Clothes clothes;
  DataBlock data;
  data.preprocess = {{{"normalize", AnyOptions::of(transforms::NormalizeOptions{{0.25}, {0.5}})}}};
  return untrained(std::move(architecture), {"image-classification", {}},
                   {.train = &clothes, .data = &data});
}

inline Untrained mlp(const std::string& activation = "relu") {
  return of_pictures(
      {"mlp", AnyOptions::of<models::MlpOptions>({.hidden = {20, 12}, .activation = activation})});
}

inline Untrained lenet() {
  return of_pictures(
      {"lenet", AnyOptions::of<models::LenetOptions>({.channels = {4, 6}, .hidden = {24, 10}})});
}

inline Untrained resnet() {
  return of_pictures(
      {"resnet", AnyOptions::of<models::ResnetOptions>(
                     {.embedding_size = 4, .hidden_sizes = {4, 6}, .depths = {2, 1}})});
}

/// A model that tells a price of the rows of a table.
inline Untrained of_rows() {
  const MemoryRows rows = flats(40).predict("price");
  return untrained({"mlp", AnyOptions::of<models::MlpOptions>({.hidden = {6}})},
                   {"tabular-regression", {}}, {.train = &rows});
}

/// A model that tells texts apart by recurrent layers, `lstm` or `gru`.
inline Untrained of_texts(const std::string& cell, models::RecurrentOptions options = {
                                                       .embedding = 6, .hidden = 5, .layers = 2}) {
  const auto texts = learnable_texts(40, 3);
  Component architecture{cell, {}};
  architecture.options = cell == "lstm"
                             ? AnyOptions::of<models::LstmOptions>(models::LstmOptions{options})
                             : AnyOptions::of<models::GruOptions>(models::GruOptions{options});
  return untrained(std::move(architecture), {"text-classification", {}}, {.train = texts.get()});
}

/// A model that acts in an environment by what a task of this name learns.
inline Untrained of_environment(const std::string& task) {
  const auto episodes = data::make_cartpole("train", {{.episodes = 4}})->open();
  return untrained({"mlp", AnyOptions::of<models::MlpOptions>({.hidden = {6}})}, {task, {}},
                   {.train = episodes.get()});
}

/// A model that tells three steps ahead.
inline Untrained of_series(bool differenced) {
  const auto steps = waves(60);
  tasks::ForecastingOptions options;
  options.window = 5;
  options.horizon = 3;
  options.season = 12;
  options.differenced = differenced;
  return untrained({"mlp", AnyOptions::of<models::MlpOptions>({.hidden = {6}})},
                   {"forecasting", AnyOptions::of(std::move(options))}, {.train = steps.get()});
}

/// Publishes a model with drawn weights.
inline inference::Model publish(const std::filesystem::path& directory, const Untrained& model) {
  const auto network = inference::build_network(model.description);
  nn::initialize(*network, "random", /*seed=*/3);
  if (!tensor::state_of(*network).buffers.empty()) {
    network->forward(at::randn({16, 1, 28, 28}) + 0.5);  // statistics of some pictures
  }
  const tensor::NamedTensors weights = tensor::state_of(*network).all();
  inference::publish_model(
      directory, {.description = model.description, .task = *model.task, .weights = weights},
      /*force=*/false);
  return inference::load_model(directory);
}

/// Publishes the same model with all its weights but those of `last` rounded to 8 bits.
inline inference::Model publish_int8(const std::filesystem::path& directory, const Untrained& model,
                                     const std::string& scheme, const std::string& last) {
  const at::NoGradGuard no_grad;
  const auto network = inference::build_network(model.description);
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
  inference::publish_model(
      directory,
      {.description = model.description, .task = *model.task, .weights = tensors, .int8 = &plan},
      /*force=*/false);
  return inference::load_model(directory);
}

}  // namespace maas::test
