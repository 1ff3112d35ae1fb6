#include "operators/cross_entropy.h"

#include <ATen/core/LegacyTypeDispatch.h>
#include <ATen/ops/_log_softmax.h>
#include <ATen/ops/cross_entropy_loss.h>
#include <ATen/ops/exp.h>
#include <ATen/ops/scalar_tensor.h>
#include <torch/csrc/autograd/custom_function.h>

#include "maas/error.h"
#include "operators/parallel.h"
#include "operators/replaceable.h"

namespace maas::operators {
namespace {

using torch::autograd::AutogradContext;
using torch::autograd::tensor_list;

/// @param targets  [B], contiguous, on the CPU
void check_targets(const at::Tensor& logits, const at::Tensor& targets) {
  const int64_t classes = logits.size(1);
  if (targets.size(0) != logits.size(0)) {
    fail(ErrorCode::kInternal, "{} targets for {} samples", targets.size(0), logits.size(0));
  }
  const auto* const target = targets.const_data_ptr<int64_t>();
  for (int64_t i = 0; i < targets.size(0); ++i) {
    if (target[i] >= 0 && target[i] < classes) continue;
    fail(ErrorCode::kInvalidData, "target {} of sample {} is not one of {} classes", target[i], i,
         classes);
  }
}

/// @param log_probabilities  [B, classes]
at::Tensor summed_loss(const at::Tensor& log_probabilities, const at::Tensor& targets) {
  const int64_t classes = log_probabilities.size(1);
  const auto* row = log_probabilities.data_ptr<float>();
  const auto* target = targets.data_ptr<int64_t>();
  double loss = 0;
  for (int64_t i = 0; i < targets.size(0); ++i, row += classes) loss -= row[target[i]];
  return at::scalar_tensor(loss, at::kFloat);
}

/// Turns probabilities [B, classes] into (probability - [class is the target]) * scale, in place.
void become_gradient(at::Tensor& probabilities, const at::Tensor& targets, float scale) {
  const int64_t classes = probabilities.size(1);
  auto* const values = probabilities.data_ptr<float>();
  const auto* target = targets.data_ptr<int64_t>();
  parallel_for(targets.size(0), kElementsPerThread / classes + 1, [&](int64_t i) {
    float* const row = values + i * classes;
    row[target[i]] -= 1;
    for (int64_t j = 0; j < classes; ++j) row[j] *= scale;
  });
}

struct SummedCrossEntropy : torch::autograd::Function<SummedCrossEntropy> {
  static at::Tensor forward(AutogradContext* context, const at::Tensor& logits,
                            const at::Tensor& targets) {
    const at::AutoDispatchBelowADInplaceOrView below_autograd;
    const at::Tensor log_probabilities =
        at::_log_softmax(logits, /*dim=*/1, /*half_to_float=*/false).contiguous();
    const at::Tensor loss = summed_loss(log_probabilities, targets);
    context->save_for_backward({log_probabilities, targets});
    return loss;
  }

  static tensor_list backward(AutogradContext* context, const tensor_list& gradients) {
    refuse_second_derivative("a fused cross entropy");
    const at::AutoDispatchBelowADInplaceOrView below_autograd;
    const auto saved = context->get_saved_variables();
    at::Tensor gradient = at::exp(saved[0]);
    become_gradient(gradient, saved[1], gradients[0].item<float>());
    return {gradient, {}};
  }
};

}  // namespace

at::Tensor summed_cross_entropy(const at::Tensor& logits, const at::Tensor& targets) {
  const at::Tensor dense = targets.contiguous();
  if (dense.is_cpu()) check_targets(logits, dense);
  if (!is_replaceable() || !is_dense_float(logits, 2)) {
    return at::cross_entropy_loss(logits, targets, /*weight=*/{}, at::Reduction::Sum);
  }
  return SummedCrossEntropy::apply(logits, dense);
}

}  // namespace maas::operators
