#pragma once

#include <cstdint>

namespace maas::kernels::cuda {

/// See Table::quantize_rows.
const char* quantize_rows(const float* x, int64_t rows, int64_t columns, int64_t stride,
                          int8_t* codes, float* scale, void* stream);

}  // namespace maas::kernels::cuda
