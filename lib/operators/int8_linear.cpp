#include "operators/int8_linear.h"

#include <algorithm>

#include <ATen/ops/empty.h>
#include <ATen/ops/zeros.h>

#include "kernels/cpu/int8.h"
#include "maas/error.h"
#include "operators/parallel.h"
#include "operators/quantize_rows.h"

namespace maas::operators {

using namespace kernels;
namespace {

/// Sums of 128 x 127 over more inputs than this need not fit 32 bits.
constexpr int64_t kMostInputs = 65536;

/// Rows that one piece of work takes through a panel while they stay in the cache.
constexpr int64_t kRowChunk = 64;

/// Multiply-adds that are worth another thread.
constexpr int64_t kWorthAThread = 1 << 17;

int64_t ceil_div(int64_t a, int64_t b) {
  return (a + b - 1) / b;
}

bool is_cpu(const at::Tensor& tensor, at::ScalarType type) {
  return tensor.device().is_cpu() && tensor.scalar_type() == type;
}

void check_weight(const at::Tensor& weight, const at::Tensor& scale) {
  if (weight.dim() != 2 || !is_cpu(weight, at::kChar)) {
    fail(ErrorCode::kInvalidData, "an 8-bit weight is {}, expected int8 [out, in]",
         c10::str(weight.scalar_type(), weight.sizes()));
  }
  if (scale.numel() != weight.size(0) || !is_cpu(scale, at::kFloat)) {
    fail(ErrorCode::kInvalidData, "the scale of an 8-bit weight is {}, expected fp32 [{}]",
         c10::str(scale.scalar_type(), scale.sizes()), weight.size(0));
  }
  if (weight.size(1) < 1 || weight.size(1) > kMostInputs) {
    fail(ErrorCode::kInvalidData, "an 8-bit weight has {} inputs, expected 1 to {}", weight.size(1),
         kMostInputs);
  }
}

/// Returns a [count] tensor padded with zeros to whole panels; zeros for an undefined one.
at::Tensor pad_to_panels(const at::Tensor& values, int64_t count) {
  at::Tensor padded = at::zeros({ceil_div(count, kPanelRows) * kPanelRows});
  if (values.defined()) padded.narrow(0, 0, count).copy_(values.reshape({-1}));
  return padded;
}

void check_operands(const at::Tensor& x, const PackedInt8& weight, const at::Tensor& bias) {
  if (x.dim() < 1 || x.size(-1) != weight.inputs || !is_cpu(x, at::kFloat)) {
    fail(ErrorCode::kInternal, "activations are {}, expected fp32 [..., {}]",
         c10::str(x.scalar_type(), x.sizes()), weight.inputs);
  }
  if (bias.defined() && (bias.numel() != weight.outputs || !is_cpu(bias, at::kFloat))) {
    fail(ErrorCode::kInternal, "a bias is {}, expected fp32 [{}]",
         c10::str(bias.scalar_type(), bias.sizes()), weight.outputs);
  }
}

/// Runs one kernel over all panels and chunks of rows, and returns [rows.count, outputs].
template <class Element, class Kernel>
at::Tensor run(const Int8Rows<Element>& rows, const PackedInt8& weight, const at::Tensor& bias,
               Kernel kernel) {
  const at::Tensor output = at::empty({rows.count, weight.outputs});
  const at::Tensor padded_bias = pad_to_panels(bias, weight.outputs);
  const int64_t panels = weight.panels.size(0);
  const int64_t work = 1 + std::min(rows.count, kRowChunk) * weight.inputs * kPanelRows;
  parallel_for(panels * ceil_div(rows.count, kRowChunk), ceil_div(kWorthAThread, work),
               [&](int64_t item) {
                 const int64_t panel = item % panels;
                 const int64_t row = item / panels * kRowChunk;
                 const int64_t begin = panel * kPanelRows;
                 Int8Rows<Element> chunk = {rows.row(row), rows.stride,
                                            std::min(kRowChunk, rows.count - row), rows.scale};
                 if (chunk.scale != nullptr) chunk.scale += row;
                 kernel(chunk,
                        Int8Panel{.codes = weight.panels.const_data_ptr<int8_t>() +
                                           panel * weight.panels.stride(0),
                                  .scale = weight.scale.const_data_ptr<float>() + begin,
                                  .bias = padded_bias.const_data_ptr<float>() + begin,
                                  .inputs = weight.inputs,
                                  .outputs = std::min(kPanelRows, weight.outputs - begin)},
                        output.data_ptr<float>() + row * weight.outputs + begin, weight.outputs);
               });
  return output;
}

/// Returns the shape of x with `outputs` for its last dimension.
std::vector<int64_t> output_shape(const at::Tensor& x, int64_t outputs) {
  std::vector<int64_t> shape = x.sizes().vec();
  shape.back() = outputs;
  return shape;
}

}  // namespace

PackedInt8 pack_int8(const at::Tensor& weight, const at::Tensor& scale) {
  check_weight(weight, scale);
  const int64_t outputs = weight.size(0);
  const int64_t inputs = weight.size(1);
  const int64_t panels = ceil_div(outputs, kPanelRows);
  const int64_t quads = ceil_div(inputs, kQuad);
  const at::Tensor padded = at::zeros({panels * kPanelRows, quads * kQuad}, at::kChar);
  padded.narrow(0, 0, outputs).narrow(1, 0, inputs).copy_(weight);
  // [panel, row, quad, 4] -> [panel, quad, row, 4]
  return {padded.view({panels, kPanelRows, quads, kQuad}).transpose(1, 2).contiguous(),
          pad_to_panels(scale, outputs), inputs, outputs};
}

at::Tensor linear_w8a8(const at::Tensor& x, const PackedInt8& weight, const at::Tensor& bias) {
  check_operands(x, weight, bias);
  const QuantizedRows rows = quantize_rows(x.reshape({-1, weight.inputs}));
  return run(Int8Rows<int8_t>{rows.codes.const_data_ptr<int8_t>(), rows.codes.stride(0),
                              rows.codes.size(0), rows.scale.const_data_ptr<float>()},
             weight, bias, int8_kernels(active()).linear_w8a8)
      .view(output_shape(x, weight.outputs));
}

at::Tensor linear_w8a16(const at::Tensor& x, const PackedInt8& weight, const at::Tensor& bias) {
  check_operands(x, weight, bias);
  const at::Tensor rows = x.reshape({-1, weight.inputs}).contiguous();
  return run(Int8Rows<float>{rows.const_data_ptr<float>(), rows.stride(0), rows.size(0), nullptr},
             weight, bias, int8_kernels(active()).linear_w8a16)
      .view(output_shape(x, weight.outputs));
}

}  // namespace maas::operators
