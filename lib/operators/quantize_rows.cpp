#include "operators/quantize_rows.h"

#include <algorithm>

#include <ATen/ops/empty.h>
#include <c10/core/DeviceGuard.h>
#include <c10/core/impl/VirtualGuardImpl.h>

#include "kernels/cpu/int8.h"
#include "kernels/cuda/library.h"
#include "maas/error.h"
#include "operators/parallel.h"

namespace maas::operators {

using namespace kernels;
namespace {

/// Elements that are worth another thread.
constexpr int64_t kWorthAThread = 1 << 15;

void quantize_on_cpu(const at::Tensor& x, const QuantizedRows& result) {
  const Int8Kernels& kernels = int8_kernels(active());
  const int64_t columns = x.size(1);
  const int64_t stride = result.codes.size(1);
  parallel_for(x.size(0), 1 + kWorthAThread / (1 + columns), [&](int64_t row) {
    int8_t* codes = result.codes.data_ptr<int8_t>() + row * stride;
    kernels.quantize_row(x.const_data_ptr<float>() + row * columns, columns, codes,
                         result.scale.data_ptr<float>() + row);
    std::fill(codes + columns, codes + stride, int8_t{0});
  });
}

void quantize_on_cuda(const at::Tensor& x, const QuantizedRows& result) {
  const c10::DeviceGuard device(x.device());
  const c10::Stream stream = c10::impl::VirtualGuardImpl(x.device().type()).getStream(x.device());
  const char* const wrong = cuda::library().quantize_rows(
      x.const_data_ptr<float>(), x.size(0), x.size(1), result.codes.size(1),
      result.codes.data_ptr<int8_t>(), result.scale.data_ptr<float>(), stream.native_handle());
  if (wrong != nullptr) fail(ErrorCode::kDevice, "quantizing rows on the device: {}", wrong);
}

}  // namespace

QuantizedRows quantize_rows(const at::Tensor& x) {
  if (x.dim() != 2 || x.scalar_type() != at::kFloat || !(x.is_cpu() || x.is_cuda())) {
    fail(ErrorCode::kInternal, "rows to quantize are {}, expected fp32 [rows, columns]",
         c10::str(x.scalar_type(), x.sizes(), " on ", x.device()));
  }
  const at::Tensor values = x.contiguous();
  const int64_t stride = (x.size(1) + kCodeAlignment - 1) / kCodeAlignment * kCodeAlignment;
  const QuantizedRows result = {at::empty({x.size(0), stride}, x.options().dtype(at::kChar)),
                                at::empty({x.size(0)}, x.options())};
  if (x.is_cuda()) {
    quantize_on_cuda(values, result);
  } else {
    quantize_on_cpu(values, result);
  }
  return result;
}

}  // namespace maas::operators
