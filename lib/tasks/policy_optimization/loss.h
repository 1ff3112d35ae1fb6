#pragma once

#include <cstdint>

#include <ATen/core/Tensor.h>

#include "tasks/policy_optimization/card.h"
#include "tensor/batch.h"

namespace maas::tasks {

/// Returns the clipped surrogate of each action (Schulman et al. 2017, equation 7), [B]: an action
/// whose probability has moved by more than `clip` to where its advantage leads has no gradient.
/// @param log_probability, before  of the actions, now and when they were chosen, [B]
at::Tensor clipped_surrogate(const at::Tensor& log_probability, const at::Tensor& before,
                             const at::Tensor& advantage, double clip);

/// Returns the loss of a batch that policy_feed gave, summed over its samples.
/// @param outputs  [B, actions + 1]: logits, then the value
at::Tensor policy_loss(const at::Tensor& outputs, const tensor::Batch& batch,
                       const PolicyOptimizationOptions& options);

/// Names of parts of its batches.
inline constexpr const char* kLogProbability = "log_probability";  ///< [B], when it was chosen
inline constexpr const char* kAdvantage = "advantage";             ///< [B]

}  // namespace maas::tasks
