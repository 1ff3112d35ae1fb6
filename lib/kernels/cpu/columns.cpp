#include "kernels/cpu/columns.h"

namespace maas::kernels {

void add_bias(const Columns& columns, float* matrix, const float* __restrict bias) {
  for (int64_t row = 0; row < columns.rows; ++row) {
    float* __restrict line = matrix + row * columns.stride;
    for (int64_t i = columns.first; i < columns.end; ++i) line[i] += bias[i];
  }
}

void add_bias_relu(const Columns& columns, float* matrix, const float* __restrict bias) {
  for (int64_t row = 0; row < columns.rows; ++row) {
    float* __restrict line = matrix + row * columns.stride;
    for (int64_t i = columns.first; i < columns.end; ++i) {
      const float sum = line[i] + bias[i];
      line[i] = sum < 0.0f ? 0.0f : sum;
    }
  }
}

void copy_where_positive(const Columns& columns, const float* from, const float* sign, float* to) {
  for (int64_t row = 0; row < columns.rows; ++row) {
    const int64_t start = row * columns.stride;
    const float* __restrict source = from + start;
    const float* __restrict signs = sign + start;
    float* __restrict target = to + start;
    for (int64_t i = columns.first; i < columns.end; ++i) {
      const float value = source[i];
      target[i] = signs[i] > 0.0f ? value : 0.0f;
    }
  }
}

void sum_rows(const Columns& columns, const float* matrix, float* __restrict sums) {
  for (int64_t i = columns.first; i < columns.end; ++i) sums[i] = 0.0f;
  for (int64_t row = 0; row < columns.rows; ++row) {
    const float* __restrict line = matrix + row * columns.stride;
    for (int64_t i = columns.first; i < columns.end; ++i) sums[i] += line[i];
  }
}

}  // namespace maas::kernels
