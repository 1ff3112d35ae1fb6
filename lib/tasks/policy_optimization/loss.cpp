#include "tasks/policy_optimization/loss.h"

#include <ATen/ops/clamp.h>
#include <ATen/ops/exp.h>
#include <ATen/ops/log_softmax.h>
#include <ATen/ops/minimum.h>

namespace maas::tasks {

at::Tensor clipped_surrogate(const at::Tensor& log_probability, const at::Tensor& before,
                             const at::Tensor& advantage, double clip) {
  const at::Tensor ratio = (log_probability - before).exp();
  return at::minimum(ratio * advantage, ratio.clamp(1 - clip, 1 + clip) * advantage);
}

at::Tensor policy_loss(const at::Tensor& outputs, const tensor::Batch& batch,
                       const PolicyOptimizationOptions& options) {
  const std::int64_t actions = outputs.size(1) - 1;
  const at::Tensor logs = at::log_softmax(outputs.narrow(1, 0, actions), 1, at::kFloat);
  const at::Tensor values = outputs.select(1, actions).to(at::kFloat);
  const at::Tensor taken = logs.gather(1, batch.at(tensor::part::kAction).unsqueeze(1)).squeeze(1);
  const at::Tensor surrogate =
      clipped_surrogate(taken, batch.at(kLogProbability), batch.at(kAdvantage), options.clip);
  const at::Tensor errors = (values - batch.at(tensor::part::kTarget)).square();
  const at::Tensor entropy = -(logs.exp() * logs).sum(1);
  return (options.value_weight * errors - surrogate - options.entropy_weight * entropy).sum();
}

}  // namespace maas::tasks
