#pragma once

#include "maas/catalog.h"

namespace maas::exporters {

struct OnnxOptions {
  bool with_preprocessing = false;
  bool fold_batch_norm = false;
};

void describe(Fields& fields, OnnxOptions& options);

Card onnx_card();

}  // namespace maas::exporters
