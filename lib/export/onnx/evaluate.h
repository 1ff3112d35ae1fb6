#pragma once

#include <ATen/core/Tensor.h>

#include "formats/onnx/onnx.h"

namespace maas::exporters::onnx {

/// Computes what an ONNX model says, operator by operator: those that `lower` writes.
///
/// @param image  the model's one input
/// @return its one output
/// @throws Error kInvalidData if a node has another operator or an input that nothing computes
at::Tensor evaluate(const formats::OnnxModel& model, const at::Tensor& image);

}  // namespace maas::exporters::onnx
