#include "decoding/weight_reader.h"

#include <fmt/ranges.h>

#include "decoding/widening.h"
#include "maas/error.h"

namespace maas::decoding {

using formats::BlockType;
using kernels::Matrix;
using kernels::Weight;

SourceTensor WeightReader::tensor(const std::string& name, const std::vector<std::int64_t>& shape) {
  SourceTensor found = source_.at(name);
  if (found.shape != shape) {
    fail(ErrorCode::kInvalidData, "{}: '{}' is [{}], expected [{}] by the configuration",
         source_.origin(), name, fmt::join(found.shape, ", "), fmt::join(shape, ", "));
  }
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
      result.type = Weight::kF16;
      result.data = widened_.emplace_back(widened(found)).data();
      return result;
  }
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
