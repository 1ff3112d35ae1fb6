#include "decoding/weight_reader.h"

#include <algorithm>

#include <fmt/ranges.h>

#include "base/parallel.h"
#include "kernels/half.h"
#include "maas/error.h"

namespace maas::decoding {
namespace {

using formats::BlockType;
using kernels::Matrix;
using kernels::Weight;

/// What rows are widened at a time.
constexpr std::int64_t kElementsAtATime = 1 << 16;

std::span<const std::byte> rows_of(const SourceTensor& tensor, std::int64_t begin,
                                   std::int64_t count) {
  const auto bytes_a_row = tensor.bytes.size() / static_cast<std::size_t>(tensor.shape.front());
  return tensor.bytes.subspan(static_cast<std::size_t>(begin) * bytes_a_row,
                              static_cast<std::size_t>(count) * bytes_a_row);
}

}  // namespace

SourceTensor WeightReader::tensor(const std::string& name, const std::vector<std::int64_t>& shape) {
  SourceTensor found = source_.at(name);
  if (found.shape != shape) {
    fail(ErrorCode::kInvalidData, "{}: '{}' is [{}], expected [{}] by the configuration",
         source_.origin(), name, fmt::join(found.shape, ", "), fmt::join(shape, ", "));
  }
  std::int64_t elements = 1;
  for (const std::int64_t size : shape) elements *= size;
  parameters_ += elements;
  return found;
}

std::vector<float> WeightReader::vector(const std::string& name, std::int64_t size) {
  const SourceTensor found = tensor(name, {size});
  std::vector<float> values(static_cast<std::size_t>(size));
  formats::widen(found.type, found.bytes, values);
  return values;
}

Matrix WeightReader::matrix(const std::string& name, std::int64_t rows, std::int64_t columns) {
  const SourceTensor found = tensor(weight_of(name), {rows, columns});
  Matrix result = {.rows = rows, .columns = columns, .data = found.bytes.data()};
  switch (found.type) {
    case BlockType::kF32:
      result.type = Weight::kF32;
      return result;
    case BlockType::kF16:
      result.type = Weight::kF16;
      return result;
    case BlockType::kBF16:
      result.type = Weight::kBF16;
      return result;
    default:
      return widened(found, rows, columns);
  }
}

Matrix WeightReader::widened(const SourceTensor& blocks, std::int64_t rows, std::int64_t columns) {
  Matrix result = {.type = Weight::kF16, .rows = rows, .columns = columns};
  widened_.emplace_back(result.bytes());
  auto* const halves = reinterpret_cast<std::uint16_t*>(widened_.back().data());
  result.data = widened_.back().data();
  const std::int64_t rows_at_a_time = std::max<std::int64_t>(1, kElementsAtATime / columns);
  const std::int64_t pieces = (rows + rows_at_a_time - 1) / rows_at_a_time;
  base::for_each_index(
      pieces,
      [&](std::int64_t piece) {
        const std::int64_t begin = piece * rows_at_a_time;
        const std::int64_t count = std::min(rows_at_a_time, rows - begin);
        std::vector<float> values(static_cast<std::size_t>(count * columns));
        formats::widen(blocks.type, rows_of(blocks, begin, count), values);
        kernels::to_half(values, halves + begin * columns);
      },
      /*least_per_thread=*/1);
  return result;
}

Matrix WeightReader::transposed(const std::string& name, std::int64_t rows, std::int64_t columns) {
  const SourceTensor found = tensor(weight_of(name), {columns, rows});
  std::vector<float> values(static_cast<std::size_t>(rows * columns));
  formats::widen(found.type, found.bytes, values);
  Matrix result = {.type = Weight::kF32, .rows = rows, .columns = columns};
  widened_.emplace_back(result.bytes());
  float* const target = widened_.back().floats();
  result.data = widened_.back().data();
  for (std::int64_t row = 0; row < rows; ++row) {
    for (std::int64_t column = 0; column < columns; ++column) {
      target[row * columns + column] = values[static_cast<std::size_t>(column * rows + row)];
    }
  }
  return result;
}

}  // namespace maas::decoding
