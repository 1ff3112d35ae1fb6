#pragma once

#include "export/weights.h"
#include "formats/onnx/onnx.h"
#include "graph/graph.h"
#include "transforms/transform.h"

namespace maas::exporters::onnx {

inline constexpr const char* kOutput = "logits";

/// Writes a traced network in the operators of ONNX.
///
/// @param weights  must outlive the result
/// @param input  its name
/// @param preprocessing  to be done inside, on UINT8 pixels; null: the input is normalised already
/// @throws Error kInvalidRecipe if an operator has no form in ONNX, naming it and its layer; or if
///   pre-processing resizes
formats::OnnxModel lower(const graph::Graph& graph, const Weights& weights,
                         const std::string& input,
                         const transforms::PreprocessorConfig* preprocessing);

}  // namespace maas::exporters::onnx
