#pragma once

#include <string>

#include "export/onnx/builder.h"

namespace maas::exporters::onnx {

/// Writes recurrent layers (nn/recurrent.h) as one LSTM or GRU a layer.
/// @return name of the last states, [N, directions * hidden]
/// @throws Error kInvalidRecipe if a matrix is held in int8, which those operators do not take
std::string recurrent(Builder& to, const graph::Node& node);

}  // namespace maas::exporters::onnx
