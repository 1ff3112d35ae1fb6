#pragma once

#include "maas/catalog.h"

namespace maas::optimizers {

/// What Adam and AdamW take; they differ in what weight decay acts on.
struct MomentsOptions {
  double lr = 1e-3;
  double beta1 = 0.9;
  double beta2 = 0.999;
  double eps = 1e-8;
  double weight_decay = 0;
};

/// Describes all but the weight decay.
inline void describe_moments(Fields& fields, MomentsOptions& options) {
  fields("lr", options.lr, "learning rate").range(above(0));
  fields("beta1", options.beta1, "decay of the mean of the gradient").range(below(0, 1));
  fields("beta2", options.beta2, "decay of the mean of its square").range(below(0, 1));
  fields("eps", options.eps, "added to the root of the mean square").range(above(0));
}

}  // namespace maas::optimizers
