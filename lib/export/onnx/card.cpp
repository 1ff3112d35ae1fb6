#include "export/onnx/card.h"

namespace maas::exporters {

void describe(Fields& fields, OnnxOptions& options) {
  fields("with_preprocessing", options.with_preprocessing,
         "take raw UINT8 pixels and normalise them inside");
  fields("fold_batch_norm", options.fold_batch_norm,
         "make batch norms part of the convolutions before them");
}

Card onnx_card() {
  return {.name = "onnx",
          .summary = "ONNX, operator set 17, for onnxruntime and others: one file",
          .options = AnyOptions::of<OnnxOptions>(),
          .kinds = {kind::kImage, kind::kRow}};
}

}  // namespace maas::exporters
