#include "tensor/batch.h"

#include <algorithm>

#include "maas/error.h"

namespace maas::tensor {

const at::Tensor& Batch::at(std::string_view name) const {
  const auto found = std::ranges::find(parts, name, &NamedTensors::value_type::first);
  if (found == parts.end()) fail(ErrorCode::kInternal, "a batch has no part '{}'", name);
  return found->second;
}

Batch batch_of(const at::Tensor& input) {
  return {.parts = {{"input", input}},
          .samples = input.size(0),
          .weight = static_cast<double>(input.size(0))};
}

std::int64_t samples_of(const MicroBatches& batches) {
  std::int64_t samples = 0;
  for (const Batch& batch : batches) samples += batch.samples;
  return samples;
}

}  // namespace maas::tensor
