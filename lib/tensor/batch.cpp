#include "tensor/batch.h"

#include <algorithm>

#include "maas/error.h"

namespace maas::tensor {

const at::Tensor* Batch::find(std::string_view name) const {
  const auto found = std::ranges::find(parts, name, &NamedTensors::value_type::first);
  return found == parts.end() ? nullptr : &found->second;
}

const at::Tensor& Batch::at(std::string_view name) const {
  if (const at::Tensor* const part = find(name)) return *part;
  fail(ErrorCode::kInternal, "a batch has no part '{}'", name);
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

MicroBatches divided(const NamedTensors& parts, std::int64_t micro_batch) {
  const std::int64_t samples = parts.front().second.size(0);
  MicroBatches batches;
  for (std::int64_t first = 0; first < samples; first += micro_batch) {
    Batch batch{.parts = {}, .samples = std::min(micro_batch, samples - first)};
    batch.weight = static_cast<double>(batch.samples);
    for (const auto& [name, part] : parts) {
      batch.parts.emplace_back(name, part.narrow(0, first, batch.samples));
    }
    batches.push_back(std::move(batch));
  }
  return batches;
}

}  // namespace maas::tensor
