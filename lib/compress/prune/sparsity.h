#pragma once

#include <vector>

#include "compress/layers.h"
#include "compress/prune/pruner.h"
#include "maas/quantize.h"
#include "training/hook.h"

namespace maas::pruners {

/// Which weights of a tensor are to be zero.
struct Zeros {
  at::Tensor weight;  ///< shares memory with the network
  at::Tensor mask;    ///< bool of the weight's shape; true: zero

  /// Sets the weights to zero.
  void apply() const;
};

/// Chooses the least important weights of layers that are not ignored: exactly round(sparsity * n)
/// of the n weights of each layer, or of all layers together, as the method says. Of equal weights
/// the first go first.
///
/// @param sparsity  in (0, 1)
std::vector<Zeros> choose_zeros(const std::vector<compress::Layer>& layers, const Pruner& pruner,
                                double sparsity);

/// Sets the chosen weights to zero.
///
/// @param zeros  what `choose_zeros` chose of these layers
std::vector<LayerChange> set_zeros(const std::vector<compress::Layer>& layers,
                                   const std::vector<Zeros>& zeros);

/// Keeps pruned weights zero while the others are trained.
class KeepZeros final : public training::StepHook {
 public:
  explicit KeepZeros(std::vector<Zeros> zeros) : zeros_(std::move(zeros)) {}

  void after_step() override {
    for (const Zeros& zeros : zeros_) zeros.apply();
  }

 private:
  std::vector<Zeros> zeros_;
};

}  // namespace maas::pruners
