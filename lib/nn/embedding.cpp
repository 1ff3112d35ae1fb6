#include "nn/embedding.h"

#include <ATen/ops/embedding.h>
#include <ATen/ops/empty.h>

namespace maas::nn {

Embedding::Embedding(std::int64_t tokens, std::int64_t width)
    : weight(register_parameter("weight", at::empty({tokens, width}))) {}

at::Tensor Embedding::forward(const at::Tensor& ids) {
  return at::embedding(weight, ids);
}

}  // namespace maas::nn
