#include "maas/quantize.h"

#include "compress/quantize/network.h"
#include "compress/quantize/registry.h"
#include "maas/catalog.h"
#include "pipelines/compression/compression.h"
#include "pipelines/compression/supports.h"
#include "tensor/boundary.h"

namespace maas {
namespace {

CompressReport run(QuantizeOptions options, Progress& progress) {
  look_up(catalog(), Registry::kQuantizer, options.method);
  pipelines::require_support(Registry::kQuantizer, options.method.name, options.scheme);
  const auto quantizer = quantizers::factories().make(options.method);
  pipelines::Compression compression(
      pipelines::request_of("quantize", fmt::format("{} {}", options.method.name, options.scheme),
                            options),
      /*other_data=*/nullptr, progress);
  if (auto report = compression.up_to_date()) return *std::move(report);
  inference::Model model = compression.copy();
  auto quantized = quantizers::quantize_network(*model.network, *quantizer, options.scheme,
                                                options.common.ignore);
  model.int8 = quantized.plan;
  return compression.finish(model, quantized.tensors, std::move(quantized.changes));
}

}  // namespace

CompressReport quantize(const QuantizeOptions& options, Progress& progress) {
  return tensor::at_boundary([&] { return run(options, progress); });
}

}  // namespace maas
