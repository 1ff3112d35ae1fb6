#pragma once

#include "export/weights.h"
#include "graph/graph.h"

namespace maas::exporters::onnx {

/// Multiplies batch norms into the convolutions that they alone follow: scale and shift become part
/// of weight and bias, and the norm disappears. Convolutions with integer weights keep theirs.
void fold_batch_norms(graph::Graph& graph, Weights& weights);

}  // namespace maas::exporters::onnx
