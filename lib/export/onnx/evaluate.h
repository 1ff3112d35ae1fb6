#pragma once

#include <vector>

#include <ATen/core/Tensor.h>

#include "formats/onnx/onnx.h"

namespace maas::exporters::onnx {

/// Computes what an ONNX model says, operator by operator: those that `lower` writes.
///
/// @param inputs  the model's, in its order
/// @return its one output
/// @throws Error kInvalidData if a node has another operator or an input that nothing computes
at::Tensor evaluate(const formats::OnnxModel& model, const std::vector<at::Tensor>& inputs);

}  // namespace maas::exporters::onnx
