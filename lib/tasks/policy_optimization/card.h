#pragma once

#include <cstdint>

#include "maas/catalog.h"

namespace maas::tasks {

struct PolicyOptimizationOptions {
  double discount = 0.99;
  double lambda = 0.95;
  std::int64_t environments = 8;
  std::int64_t rollout = 128;
  std::int64_t epochs = 4;
  double clip = 0.2;
  double value_weight = 0.5;
  double entropy_weight = 0;
};

void describe(Fields& fields, PolicyOptimizationOptions& options);

Card policy_optimization_card();

}  // namespace maas::tasks
