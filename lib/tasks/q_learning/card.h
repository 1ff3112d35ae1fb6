#pragma once

#include <cstdint>

#include "maas/catalog.h"

namespace maas::tasks {

struct QLearningOptions {
  double discount = 0.99;
  std::int64_t environments = 4;
  std::int64_t replay = 50'000;
  std::int64_t warmup = 1000;
  double epsilon_start = 1;
  double epsilon_end = 0.05;
  std::int64_t epsilon_steps = 5000;
  std::int64_t target_every = 100;
  bool double_q = true;
};

void describe(Fields& fields, QLearningOptions& options);

Card q_learning_card();

}  // namespace maas::tasks
