#include "maas/quantize.h"

#include <algorithm>

#include "base/strings.h"
#include "compress/quantize/network.h"
#include "compress/quantize/registry.h"
#include "maas/catalog.h"
#include "maas/error.h"
#include "pipelines/compression.h"
#include "tensor/boundary.h"

namespace maas {
namespace {

std::unique_ptr<quantizers::Quantizer> make_quantizer(const QuantizeOptions& options) {
  const Card& card = catalog().at(Registry::kQuantizer, options.method.name);
  if (std::ranges::find(card.supports, options.scheme) == card.supports.end()) {
    throw failure_with_hint(
        ErrorCode::kInvalidRecipe, fmt::format("it supports {}", base::join(card.supports)),
        "method '{}' does not support the scheme {}", options.method.name, options.scheme);
  }
  return quantizers::factories().make(options.method);
}

CompressReport run(QuantizeOptions options, Progress& progress) {
  look_up(catalog(), Registry::kQuantizer, options.method);
  const auto quantizer = make_quantizer(options);
  pipelines::Compression compression(pipelines::request_of("quantize", options),
                                     /*other_data=*/nullptr, progress);
  inference::Model model = compression.copy();
  auto quantized =
      quantizers::quantize_network(*model.network, *quantizer, options.scheme, options.ignore);
  model.int8 = quantized.plan;
  CompressReport report =
      compression.finish(model, quantized.tensors, std::move(quantized.changes));
  report.method = fmt::format("{} {}", options.method.name, options.scheme);
  return report;
}

}  // namespace

CompressReport quantize(const QuantizeOptions& options, Progress& progress) {
  return tensor::at_boundary([&] { return run(options, progress); });
}

}  // namespace maas
