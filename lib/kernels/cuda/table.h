#pragma once

#include <cstdint>

/// What libmaas_cuda.so offers: raw pointers to device memory, so that it shares no C++ type with
/// the program that opens it.
namespace maas::kernels::cuda {

/// Goes up with every change of `Table`.
inline constexpr uint32_t kTableVersion = 1;

struct Table {
  uint32_t version;

  /// Queues kernels::quantize_rows on `stream` (a cudaStream_t): x [rows, columns] to codes
  /// [rows, stride], the rest of a row zero, and scale [rows]. Returns null, or what is wrong.
  const char* (*quantize_rows)(const float* x, int64_t rows, int64_t columns, int64_t stride,
                               int8_t* codes, float* scale, void* stream);
};

/// The type and the name of the one symbol that is looked up.
using TableFunction = const Table* (*)();
inline constexpr const char* kTableSymbol = "maas_cuda_table";

}  // namespace maas::kernels::cuda
