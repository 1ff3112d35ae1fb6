#pragma once

#include <string>

#include "maas/compress.h"
#include "maas/progress.h"

namespace maas {

/// What `maas quantize` is asked; the recipe's `quantize:` block holds the same keys.
struct QuantizeOptions {
  CompressOptions common;
  std::string scheme = "w8a8";
  Component method{"rtn", {}};
};

inline void describe(Fields& fields, QuantizeOptions& options) {
  fields("scheme", options.scheme, "bits of weights and activations").choices({"w8a8", "w8a16"});
  fields.component("method", options.method, Registry::kQuantizer, "how codes are chosen");
  describe(fields, options.common);
}

/// Writes a copy of a model whose linear and convolution weights are integers.
///
/// The copy follows compressed-tensors' int-quantized layout.
/// @throws Error kUsage (a gate is malformed, or its metric unknown), kNotFound, kInvalidData (not
///   a model, NaN weights), kInvalidRecipe (a method that does not support the scheme, an ignored
///   layer that does not exist), kInterrupted and kTerminated (nothing is published),
///   kCannotCreate, kIo
CompressReport quantize(const QuantizeOptions& options, Progress& progress);

}  // namespace maas
