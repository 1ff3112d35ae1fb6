#include "tasks/policy_optimization/rollout.h"

#include <ATen/ops/zeros.h>

#include "tasks/policy_optimization/loss.h"

namespace maas::tasks {

Rollout::Rollout(std::int64_t steps, std::int64_t actors, std::int64_t width)
    : seen(at::zeros({steps * actors, width}, at::kFloat)),
      action(at::zeros({steps * actors}, at::kLong)),
      log_probability(at::zeros({steps * actors}, at::kFloat)),
      advantage(at::zeros({steps * actors}, at::kFloat)),
      target(at::zeros({steps * actors}, at::kFloat)) {}

tensor::NamedTensors Rollout::rows(const at::Tensor& numbers) const {
  tensor::NamedTensors parts;
  for (const auto& [name, tensor] : state())
    parts.emplace_back(name, tensor.index_select(0, numbers));
  return parts;
}

tensor::NamedTensors Rollout::state() const {
  return {{tensor::part::kObservation, seen},
          {tensor::part::kAction, action},
          {kLogProbability, log_probability},
          {kAdvantage, advantage},
          {tensor::part::kTarget, target}};
}

}  // namespace maas::tasks
