#pragma once

#include "export/weights.h"
#include "formats/onnx/onnx.h"
#include "graph/graph.h"
#include "transforms/transform.h"

namespace maas::exporters::onnx {

/// How the ends of a graph are written.
struct Ends {
  std::string input = "image";  ///< of a graph of one; several go by the names of their parts
  const transforms::PreprocessorConfig* preprocessing =
      nullptr;  ///< to be done inside, on UINT8 pixels; null: the input is normalised already
  std::string output = "logits";
  std::int64_t columns = 0;  ///< of the network's output those that are given; 0: all
  double scale = 1;          ///< the output is what the network gives, times this
  double shift = 0;          ///< and moved by this
};

/// Writes a traced network in the operators of ONNX.
///
/// @param weights  must outlive the result
/// @throws Error kInvalidRecipe if an operator has no form in ONNX, naming it and its layer; or if
///   pre-processing resizes
formats::OnnxModel lower(const graph::Graph& graph, const Weights& weights, const Ends& ends);

}  // namespace maas::exporters::onnx
