#include "export/safetensors/safetensors.h"

#include <ATen/ops/equal.h>

#include "export/weights.h"
#include "store/former_model.h"
#include "store/output.h"
#include "tensor/network_state.h"

namespace maas::exporters {
namespace {

/// The network's parameters in its order, int8 ones multiplied out.
tensor::NamedTensors plain_weights(const inference::Model& model) {
  const Weights weights = weights_of(model);
  tensor::NamedTensors plain;
  for (const auto& [name, unused] : tensor::state_of(*model.network).all()) {
    plain.emplace_back(name, weights.at(name).dequantized());
  }
  return plain;
}

/// What was measured holds for the same arithmetic only, which int8 layers lose here.
store::ModelManifest manifest_of(const inference::Model& model, const store::LineageStep& step) {
  store::ModelManifest manifest = model.manifest();
  if (model.int8) manifest.metrics.clear();
  manifest.lineage.push_back(step);
  return manifest;
}

/// @throws Error kFailed if a tensor of the published model is not what was meant, bit for bit
void check_published(const std::filesystem::path& directory, const tensor::NamedTensors& meant) {
  const inference::Model published = inference::load_model(directory, DigestCheck::kNone);
  const Weights weights = weights_of(published);
  for (const auto& [name, tensor] : meant) {
    if (at::equal(weights.at(name).values, tensor)) continue;
    fail(ErrorCode::kFailed, "tensor '{}' was not written as it is", name);
  }
}

class Safetensors final : public Exporter {
 public:
  bool writes_file() const override { return false; }

  ExportReport write(const Order& order) const override {
    const inference::Model& model = order.model;
    const store::LineageStep step =
        store::step_from(model.directory, "export", {{"format", "safetensors"}});
    store::check_model_output(order.former, /*force=*/true);
    const store::FormerModel former = store::former_model(order.former, step, order.force);
    const tensor::NamedTensors weights = plain_weights(model);
    if (!former.is_current) {
      inference::publish_model(order.output,
                               {.description = model.description,
                                .task = *model.task,
                                .weights = weights,
                                .seen = store::read_seen_samples(model.directory),
                                .manifest = manifest_of(model, step)},
                               order.force);
    }
    ExportReport report{.status = former.is_current ? "up-to-date" : "complete",
                        .difference = former.difference};
    for (const auto& [name, tensor] : weights) {
      report.bytes += static_cast<std::int64_t>(tensor.nbytes());
    }
    report.tensors = static_cast<std::int64_t>(weights.size());
    if (model.int8) report.dequantized = model.int8->layers;
    if (order.verify) check_published(former.is_current ? order.former : order.output, weights);
    report.verified = order.verify;
    return report;
  }
};

}  // namespace

std::unique_ptr<Exporter> make_safetensors(const SafetensorsOptions&) {
  return std::make_unique<Safetensors>();
}

}  // namespace maas::exporters
