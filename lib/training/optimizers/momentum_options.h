#pragma once

namespace maas::optimizers {

/// What descent with momentum takes; without momentum it is plain descent.
struct MomentumOptions {
  double lr = 0.1;
  double momentum = 0;
  bool nesterov = false;
  double weight_decay = 0;
};

}  // namespace maas::optimizers
