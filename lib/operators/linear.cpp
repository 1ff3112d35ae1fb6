#include "operators/linear.h"

#include <algorithm>

#include <ATen/core/LegacyTypeDispatch.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/empty_like.h>
#include <ATen/ops/mm.h>
#include <torch/csrc/autograd/custom_function.h>

#include "kernels/cpu/columns.h"
#include "operators/parallel.h"
#include "operators/replaceable.h"

namespace maas::operators {

using namespace kernels;
namespace {

using torch::autograd::AutogradContext;
using torch::autograd::tensor_list;

/// Columns that one thread takes at a time: a few cache lines of each row.
constexpr int64_t kColumns = 128;

/// Calls `work` with ranges of columns that cover a matrix, on all threads.
template <class Work>
void for_columns(const at::Tensor& matrix, const Work& work) {
  const int64_t rows = matrix.size(0);
  const int64_t columns = matrix.size(1);
  if (matrix.numel() <= kElementsPerThread) return work(Columns{rows, columns, 0, columns});
  const int64_t ranges = (columns + kColumns - 1) / kColumns;
  parallel_for(ranges, kElementsPerThread / (rows * kColumns) + 1, [&](int64_t i) {
    work(Columns{rows, columns, i * kColumns, std::min(columns, (i + 1) * kColumns)});
  });
}

at::Tensor layer(const at::Tensor& input, const at::Tensor& weight, const at::Tensor& bias,
                 bool relu) {
  at::Tensor output = at::mm(input, weight.t());  // [B, O]
  auto* const sums = output.data_ptr<float>();
  const at::Tensor start = bias.contiguous();
  const auto* const starts = start.data_ptr<float>();
  for_columns(output, [&](const Columns& columns) {
    relu ? add_bias_relu(columns, sums, starts) : add_bias(columns, sums, starts);
  });
  return output;
}

/// Returns the gradient where the output is positive, and 0 elsewhere. [B, O]
at::Tensor where_positive(const at::Tensor& gradient, const at::Tensor& output) {
  at::Tensor kept = at::empty_like(gradient);
  for_columns(gradient, [&](const Columns& columns) {
    copy_where_positive(columns, gradient.const_data_ptr<float>(), output.const_data_ptr<float>(),
                        kept.data_ptr<float>());
  });
  return kept;
}

/// [B, O] -> [O]
at::Tensor column_sums(const at::Tensor& gradient) {
  at::Tensor sums = at::empty({gradient.size(1)});
  for_columns(gradient, [&](const Columns& columns) {
    sum_rows(columns, gradient.const_data_ptr<float>(), sums.data_ptr<float>());
  });
  return sums;
}

/// The layer, with or without ReLU.
struct Layer : torch::autograd::Function<Layer> {
  static at::Tensor forward(AutogradContext* context, const at::Tensor& input,
                            const at::Tensor& weight, const at::Tensor& bias, bool relu) {
    const at::AutoDispatchBelowADInplaceOrView below_autograd;
    const at::Tensor output = layer(input, weight, bias, relu);
    context->save_for_backward({input, weight, relu ? output : at::Tensor()});
    return output;
  }

  static tensor_list backward(AutogradContext* context, const tensor_list& gradients) {
    refuse_second_derivative("a fused linear layer");
    const at::AutoDispatchBelowADInplaceOrView below_autograd;
    const auto saved = context->get_saved_variables();
    const at::Tensor& output = saved[2];
    at::Tensor gradient = gradients[0].contiguous();  // [B, O]
    if (output.defined()) gradient = where_positive(gradient, output);
    tensor_list results(4);
    if (context->needs_input_grad(0)) results[0] = at::mm(gradient, saved[1]);
    if (context->needs_input_grad(1)) results[1] = at::mm(gradient.t(), saved[0]);
    if (context->needs_input_grad(2)) results[2] = column_sums(gradient);
    return results;
  }
};

at::Tensor run(const at::Tensor& input, const at::Tensor& weight, const at::Tensor& bias,
               bool relu) {
  return is_recorded({input, weight, bias}) ? Layer::apply(input, weight, bias, relu)
                                            : layer(input, weight, bias, relu);
}

}  // namespace

bool linear_applies(const at::Tensor& input, const at::Tensor& weight, const at::Tensor& bias) {
  return is_replaceable() && is_dense_float(input, 2) && is_dense_float(weight, 2) &&
         is_dense_float(bias, 1) && input.size(1) == weight.size(1) &&
         bias.size(0) == weight.size(0);
}

at::Tensor linear(const at::Tensor& input, const at::Tensor& weight, const at::Tensor& bias) {
  return run(input, weight, bias, /*relu=*/false);
}

at::Tensor linear_relu(const at::Tensor& input, const at::Tensor& weight, const at::Tensor& bias) {
  return run(input, weight, bias, /*relu=*/true);
}

}  // namespace maas::operators
