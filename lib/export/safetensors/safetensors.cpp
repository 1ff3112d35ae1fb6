#include "export/safetensors/safetensors.h"

#include <ATen/ops/equal.h>

#include "base/hashing.h"
#include "export/weights.h"

namespace maas::exporters {
namespace {

/// The network's parameters in its order, int8 ones multiplied out.
tensor::NamedTensors plain_weights(const inference::Model& model) {
  const Weights weights = weights_of(model);
  tensor::NamedTensors plain;
  for (const auto& [name, unused] : inference::weights_of(*model.network)) {
    plain.emplace_back(name, weights.at(name).dequantized());
  }
  return plain;
}

/// What was measured holds for the same arithmetic only, which int8 layers lose here.
store::ModelManifest manifest_of(const inference::Model& model) {
  store::ModelManifest manifest = model.manifest;
  if (model.int8) manifest.metrics.clear();
  const std::filesystem::path source = model.directory / store::kModelManifest;
  manifest.lineage.push_back(
      {.command = "export",
       .source = model.directory.string(),
       .source_sha256 = std::filesystem::exists(source) ? base::sha256_file(source) : "",
       .options = {{"format", "safetensors"}}});
  return manifest;
}

/// @throws Error kFailed if a tensor of the published model is not what was meant, bit for bit
void check_published(const std::filesystem::path& directory, const tensor::NamedTensors& meant) {
  const inference::Model published = inference::load_model(directory);
  const Weights weights = weights_of(published);
  for (const auto& [name, tensor] : meant) {
    if (at::equal(weights.at(name).values, tensor)) continue;
    fail(ErrorCode::kFailed, "tensor '{}' was not written as it is", name);
  }
}

class Safetensors final : public Exporter {
 public:
  ExportReport write(const Order& order) const override {
    const inference::Model& model = order.model;
    const tensor::NamedTensors weights = plain_weights(model);
    inference::publish_model(order.output, model.description, weights, /*int8=*/nullptr,
                             manifest_of(model), order.force);
    ExportReport report;
    for (const auto& [name, tensor] : weights) {
      report.bytes += static_cast<std::int64_t>(tensor.nbytes());
    }
    report.tensors = static_cast<std::int64_t>(weights.size());
    if (model.int8) report.dequantized = model.int8->layers;
    if (order.verify) check_published(order.output, weights);
    report.verified = order.verify;
    return report;
  }
};

}  // namespace

std::unique_ptr<Exporter> make_safetensors(const SafetensorsOptions&) {
  return std::make_unique<Safetensors>();
}

}  // namespace maas::exporters
