#include "kernels/cuda/quantize_rows.h"

#include <cfloat>

#include "kernels/cpu/int8.h"

namespace maas::kernels::cuda {
namespace {

constexpr int kThreads = 256;
constexpr int kWarp = 32;

/// Returns the block's largest value, in all threads.
__device__ unsigned int block_max(unsigned int value) {
  __shared__ unsigned int of_warp[kThreads / kWarp];
  for (int distance = kWarp / 2; distance > 0; distance /= 2) {
    value = max(value, __shfl_xor_sync(0xFFFFFFFF, value, distance));
  }
  if (threadIdx.x % kWarp == 0) of_warp[threadIdx.x / kWarp] = value;
  __syncthreads();
  for (const unsigned int other : of_warp) value = max(value, other);
  return value;
}

/// One block to a row, by the same arithmetic as the CPU's, so that the bytes are the same.
__global__ void quantize_row(const float* x, int64_t columns, int64_t stride, int8_t* codes,
                             float* scale) {
  const float* row = x + blockIdx.x * columns;
  int8_t* row_codes = codes + blockIdx.x * stride;
  // As integers NaN is larger than all numbers.
  unsigned int bits = 0;
  for (int64_t i = threadIdx.x; i < columns; i += kThreads) {
    bits = max(bits, __float_as_uint(row[i]) & 0x7FFFFFFF);
  }
  const float largest = __uint_as_float(block_max(bits));
  const float row_scale =
      largest < kLeastMagnitude ? 0.0f : __fdiv_rn(largest, static_cast<float>(kMostCode));
  const bool usable = row_scale > 0.0f && row_scale <= FLT_MAX;
  const float inverse = usable ? __fdiv_rn(static_cast<float>(kMostCode), largest) : 0.0f;
  for (int64_t i = threadIdx.x; i < stride; i += kThreads) {
    const int code = usable && i < columns ? __float2int_rn(__fmul_rn(row[i], inverse)) : 0;
    row_codes[i] = static_cast<int8_t>(code);
  }
  if (threadIdx.x == 0) scale[blockIdx.x] = row_scale;
}

}  // namespace

const char* quantize_rows(const float* x, int64_t rows, int64_t columns, int64_t stride,
                          int8_t* codes, float* scale, void* stream) {
  if (rows == 0) return nullptr;
  const auto blocks = static_cast<unsigned int>(rows);
  quantize_row<<<blocks, kThreads, 0, static_cast<cudaStream_t>(stream)>>>(x, columns, stride,
                                                                           codes, scale);
  const cudaError_t status = cudaGetLastError();
  return status == cudaSuccess ? nullptr : cudaGetErrorString(status);
}

}  // namespace maas::kernels::cuda
