#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "maas/fields.h"

namespace maas {

/// One input or output of a model as a client sees it.
struct TensorSpec {
  std::string name;
  std::string datatype;             ///< Open Inference Protocol name: FP32, UINT8, BYTES, ...
  std::vector<std::int64_t> shape;  ///< -1: any; the first is the batch
};

inline void describe(Fields& fields, TensorSpec& spec) {
  fields("name", spec.name, "name of the tensor").required();
  fields("datatype", spec.datatype, "element type, as the Open Inference Protocol names it")
      .required();
  fields("shape", spec.shape, "dimensions; -1 is any").required();
}

/// What a model takes and gives.
struct Signature {
  std::vector<TensorSpec> inputs;
  std::vector<TensorSpec> outputs;
};

inline void describe(Fields& fields, Signature& signature) {
  fields("inputs", signature.inputs, "tensors that the model takes").required();
  fields("outputs", signature.outputs, "tensors that the model gives").required();
}

}  // namespace maas
