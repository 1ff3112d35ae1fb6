#pragma once

#include <memory>
#include <vector>

#include "tasks/task.h"

namespace maas::tasks {

/// What a network tells of each token that it was asked about.
struct ToldTokens {
  at::Tensor losses;    ///< [B, T] float32, in nats; 0 of padding
  at::Tensor logits;    ///< [B, T, V]
  at::Tensor asked;     ///< [B, T] int64
  at::Tensor is_there;  ///< [B, T] bool: no padding

  /// Runs the network over windows.
  /// @param windows  `ids` [B, T + 1] and `lengths` [B]: each token but the first is asked about
  static ToldTokens of(const Forward& forward, const tensor::Batch& windows);

  /// [B, T] float32: 1 the token was the likeliest, 0 it was not, -1 padding.
  at::Tensor states() const;

  /// Losses and states as one tensor, [B, T, 2].
  at::Tensor joined() const;
};

/// Collects `ToldTokens::joined` over windows.
/// @param bytes  of each token of the vocabulary, as text; outlives the evaluation
std::unique_ptr<Evaluation> token_evaluation(const std::vector<std::int64_t>& bytes);

}  // namespace maas::tasks
