#pragma once

#include <map>
#include <string>

#include "inference/model.h"

namespace maas::exporters {

/// A parameter as the model directory holds it.
struct Weight {
  at::Tensor values;           ///< float32, or the int8 codes
  at::Tensor scale;            ///< of codes: float32 [outputs]; else undefined
  bool rounds_inputs = false;  ///< codes meet inputs that are rounded to 8 bits by row (w8a8)

  bool is_int8() const { return scale.defined(); }
  /// @return float32, the parameter's shape
  at::Tensor dequantized() const;
};

/// By the name of the parameter.
using Weights = std::map<std::string, Weight>;

/// Returns the model's parameters; codes and scales are read from its directory.
/// @throws Error kNotFound, kInvalidData if the weights are no longer what was loaded
Weights weights_of(const inference::Model& model);

}  // namespace maas::exporters
