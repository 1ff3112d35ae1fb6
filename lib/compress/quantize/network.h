#pragma once

#include <string>
#include <vector>

#include "compress/quantize/quantizer.h"
#include "inference/quantization_config.h"
#include "maas/quantize.h"
#include "models/network.h"
#include "tensor/weights.h"

namespace maas::quantizers {

/// What became of a network's weights.
struct QuantizedNetwork {
  /// In the layout of compressed-tensors: `X.weight` int8 and `X.weight_scale` float32 [outputs, 1]
  /// (of a convolution [outputs, 1, 1, 1]); every other tensor as it was.
  tensor::NamedTensors tensors;
  inference::Int8Plan plan;  ///< which layers are int8 now
  std::vector<LayerChange> changes;
};

/// Quantizes every linear and convolution layer, in the network too: it computes in int8 from then
/// on.
///
/// @param scheme  w8a8 or w8a16
/// @param ignore  names of layers to leave alone
/// @throws Error kInvalidRecipe, kInvalidData as compress::layers_of
QuantizedNetwork quantize_network(models::Network& network, const Quantizer& quantizer,
                                  const std::string& scheme,
                                  const std::vector<std::string>& ignore);

}  // namespace maas::quantizers
