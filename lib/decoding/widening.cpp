#include "decoding/widening.h"

#include <algorithm>

#include "base/parallel.h"
#include "kernels/half.h"

namespace maas::decoding {
namespace {

/// What is widened at a time.
constexpr std::int64_t kElementsAtATime = 1 << 16;

}  // namespace

bool is_direct(formats::BlockType type) {
  return type == formats::BlockType::kF32 || type == formats::BlockType::kF16 ||
         type == formats::BlockType::kBF16;
}

Memory widened(const SourceTensor& blocks) {
  const std::int64_t columns = blocks.shape.back();
  std::int64_t rows = 1;
  for (const std::int64_t size : blocks.shape) rows *= size;
  rows /= columns;
  Memory result(static_cast<std::size_t>(rows * columns) * sizeof(std::uint16_t));
  auto* const halves = reinterpret_cast<std::uint16_t*>(result.data());
  const std::size_t row_bytes = blocks.bytes.size() / static_cast<std::size_t>(rows);
  const std::int64_t rows_at_a_time = std::max<std::int64_t>(1, kElementsAtATime / columns);
  base::for_each_index(
      (rows + rows_at_a_time - 1) / rows_at_a_time,
      [&](std::int64_t piece) {
        const std::int64_t begin = piece * rows_at_a_time;
        const auto count = static_cast<std::size_t>(std::min(rows_at_a_time, rows - begin));
        std::vector<float> values(count * static_cast<std::size_t>(columns));
        formats::widen(
            blocks.type,
            blocks.bytes.subspan(static_cast<std::size_t>(begin) * row_bytes, count * row_bytes),
            values);
        kernels::to_half(values, halves + begin * columns);
      },
      /*least_per_thread=*/1);
  return result;
}

}  // namespace maas::decoding
