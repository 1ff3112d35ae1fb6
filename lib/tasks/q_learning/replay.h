#pragma once

#include <cstdint>

#include <ATen/core/Tensor.h>

#include "base/hashing.h"
#include "tensor/batch.h"

namespace maas::tasks {

/// The last steps that were done, in a ring.
class Replay {
 public:
  /// @param width  numbers that are seen
  Replay(std::int64_t capacity, std::int64_t width);

  /// A step as it is remembered.
  struct Entry {
    at::Tensor seen;  ///< [O]
    std::int64_t action = 0;
    double reward = 0;
    at::Tensor next;          ///< [O], what was seen after it
    bool terminated = false;  ///< nothing came after it
  };

  void add(const Entry& entry);

  void clear();

  /// How many are there.
  std::int64_t size() const;

  /// Steps, a row each.
  struct Sample {
    at::Tensor seen;        ///< [B, O]
    at::Tensor action;      ///< [B] int64
    at::Tensor reward;      ///< [B]
    at::Tensor next;        ///< [B, O]
    at::Tensor terminated;  ///< [B], 1 or 0
  };

  /// Draws steps with replacement; there is at least one.
  Sample sample(std::int64_t count, base::Random& random) const;

  tensor::NamedTensors state() const;

 private:
  std::int64_t capacity() const { return action_.size(0); }

  at::Tensor seen_;
  at::Tensor action_;
  at::Tensor reward_;
  at::Tensor next_;
  at::Tensor terminated_;
  at::Tensor added_;  ///< [1] int64, how many ever were
};

}  // namespace maas::tasks
