#include "inference/model.h"

#include <ATen/ops/isfinite.h>
#include <nlohmann/json.hpp>

#include "formats/json/json.h"
#include "formats/safetensors/safetensors.h"
#include "inference/config.h"
#include "maas/catalog.h"
#include "maas/error.h"
#include "maas/version.h"
#include "models/registry.h"
#include "nn/int8_layer.h"
#include "store/model_writer.h"
#include "tasks/registry.h"
#include "tensor/network_state.h"

namespace maas::inference {
namespace {

constexpr const char* kWeights = "model.safetensors";
constexpr const char* kWeightsIndex = "model.safetensors.index.json";

/// Gives a layer its codes and scales.
void load_int8(const std::string& layer, nn::Int8Layer& target, const at::Tensor& weight,
               const formats::TensorFile& file, const Int8Plan& plan) {
  const at::Tensor codes = tensor::tensor_of(file.at(layer + ".weight"));
  const at::Tensor scale = tensor::tensor_of(file.at(layer + ".weight_scale"));
  if (codes.scalar_type() != at::kChar || codes.sizes() != weight.sizes() ||
      scale.scalar_type() != at::kFloat || scale.numel() != weight.size(0)) {
    fail(ErrorCode::kInvalidData,
         "{}: layer '{}' has no int8 weight [{}] with one float32 scale per output", file.origin(),
         layer, fmt::join(weight.sizes().vec(), ", "));
  }
  if (!at::isfinite(scale).logical_and(scale.ge(0)).all().item<bool>()) {
    fail(ErrorCode::kInvalidData,
         "{}: layer '{}' has a weight_scale that is negative or not finite", file.origin(), layer);
  }
  target.hold_int8(codes.clone(), scale.flatten().clone(), plan.scheme == "w8a8");
}

/// Returns the layer whose weight has this name, with its own name; null where it holds no codes.
std::pair<std::string, nn::Int8Layer*> int8_layer_of(const models::Network& network,
                                                     const std::string& weight) {
  constexpr std::string_view kEnd = ".weight";
  if (!weight.ends_with(kEnd)) return {};
  const std::string name = weight.substr(0, weight.size() - kEnd.size());
  const auto modules = network.named_modules("", /*include_self=*/false);
  const auto* const module = modules.find(name);
  return {name, module ? dynamic_cast<nn::Int8Layer*>(module->get()) : nullptr};
}

/// Fills the network from the file, which must hold its tensors and no others.
void load_weights(models::Network& network, const formats::TensorFile& file,
                  std::optional<Int8Plan>& int8) {
  const tensor::NetworkState state = tensor::state_of(network);
  std::size_t used = 0;
  for (const auto& [name, tensor] : state.all()) {
    const auto [layer, target] = int8_layer_of(network, name);
    const bool quantized = int8 && target != nullptr && file.find(name + "_scale") != nullptr;
    if (quantized) {
      load_int8(layer, *target, tensor, file, *int8);
      int8->layers.push_back(layer);
    } else {
      tensor::copy_into(tensor, file.at(name), file.origin());
    }
    used += quantized ? 2 : 1;
  }
  for (const auto& [alias, name] : state.aliases) used += file.find(alias) != nullptr ? 1 : 0;
  if (used != file.tensors().size()) {
    fail(ErrorCode::kInvalidData, "{}: holds {} tensors, the network has {}", file.origin(),
         file.tensors().size(), used);
  }
}

std::int64_t bytes_of(const formats::TensorFile& file) {
  std::int64_t bytes = 0;
  for (const formats::TensorView& view : file.tensors()) {
    bytes += static_cast<std::int64_t>(view.bytes.size());
  }
  return bytes;
}

store::ModelFiles with_config(store::ModelFiles files) {
  files.config = formats::read_json<formats::OrderedJson>(files.path("config.json"));
  return files;
}

}  // namespace

formats::TensorFile open_weights(const std::filesystem::path& directory) {
  const std::filesystem::path index = directory / kWeightsIndex;
  return std::filesystem::exists(index) ? formats::open_sharded_safetensors(index)
                                        : formats::open_safetensors(directory / kWeights);
}

store::ModelFiles read_model_files(const std::filesystem::path& directory) {
  return with_config(
      {.directory = directory, .config = {}, .manifest = store::read_model_manifest(directory)});
}

Model load_model(const std::filesystem::path& directory, DigestCheck check) {
  Model model{.directory = std::filesystem::absolute(directory).lexically_normal()};
  model.files.directory = directory;
  model.files.manifest = store::read_model_manifest(directory);
  store::verify_files(directory, model.manifest(), check);
  model.files = with_config(std::move(model.files));
  model.description = described(model.files, model.int8);
  model.task = make_task(model, {});
  model.description.problem = model.task->problem();
  model.network = build_network(model.description);
  const formats::TensorFile file = open_weights(directory);
  load_weights(*model.network, file, model.int8);
  model.weight_bytes = bytes_of(file);
  model.network->eval();
  return model;
}

std::shared_ptr<models::Network> build_network(const ModelDescription& description) {
  Component architecture = description.architecture;
  look_up(catalog(), Registry::kArchitecture, architecture);
  return models::factories().make(architecture, description.problem);
}

std::unique_ptr<tasks::Task> make_task(const Model& model, const std::vector<std::int64_t>& top_k,
                                       const DataBlock* data) {
  Component task = model.description.task;
  if (catalog().find(Registry::kTask, task.name) == nullptr) {
    fail(ErrorCode::kInvalidData, "the model's task '{}' is not one of this program", task.name);
  }
  look_up(catalog(), Registry::kTask, task);
  return tasks::factories().make(task, {.model = &model.files, .data = data, .top_k = top_k});
}

void publish_model(const std::filesystem::path& directory, Publication model, bool force) {
  const ModelDescription& description = model.description;
  store::ModelWriter writer(directory, force);
  formats::OrderedJson config = config_of(description, model.int8);
  model.task.save(writer, config);
  formats::write_json(writer.file("config.json"), config);
  tensor::save_tensors(writer.file(kWeights), model.weights);
  if (model.seen) base::write_file(writer.file(store::kSeenSamples), model.seen->serialized());
  store::ModelManifest manifest = std::move(model.manifest);
  manifest.task = description.task.name;
  manifest.architecture = description.architecture.name;
  manifest.signature = tasks::signature_of(model.task);
  const auto labels = model.task.labels("probabilities");
  manifest.labels.assign(labels.begin(), labels.end());
  manifest.created_by = fmt::format("maas {}", kVersion);
  writer.publish(std::move(manifest), [](const std::filesystem::path& staged) {
    load_model(staged, DigestCheck::kNone);
  });
}

}  // namespace maas::inference
