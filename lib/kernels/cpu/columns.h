#pragma once

#include <cstdint>

/// Loops over some columns of matrices [rows, stride].
namespace maas::kernels {

/// A range of columns of a matrix in row-major order.
struct Columns {
  int64_t rows;
  int64_t stride;  ///< columns of the whole matrix
  int64_t first;
  int64_t end;
};

/// Adds bias[column] to each element in place; NaN stays NaN.
void add_bias(const Columns& columns, float* matrix, const float* bias);

/// Adds bias[column] to each element and takes the positive part, in place; NaN stays NaN.
void add_bias_relu(const Columns& columns, float* matrix, const float* bias);

/// Copies each element of `from` to `to` where `sign` is positive, and 0 elsewhere.
void copy_where_positive(const Columns& columns, const float* from, const float* sign, float* to);

/// Sums the rows, in their order, into sums[column].
void sum_rows(const Columns& columns, const float* matrix, float* sums);

}  // namespace maas::kernels
