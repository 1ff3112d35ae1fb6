#pragma once

#include <vector>

#include "tensor/weights.h"

namespace maas::training {

/// An exponential moving average of weights and statistics: e = decay e + (1 - decay) w. Of whole
/// numbers, as a count of batches, it is the present value.
class Ema {
 public:
  /// The average starts at the weights' present values.
  Ema(const tensor::NamedTensors& weights, double decay);

  void update();

  /// The averages, under the weights' names.
  const tensor::NamedTensors& averages() const { return averages_; }

  /// Puts the averages in the weights' place for as long as it lives.
  class InPlace {
   public:
    /// @param ema  null: the weights stay
    explicit InPlace(Ema* ema) : ema_(ema) { exchange(); }
    InPlace(const InPlace&) = delete;
    InPlace& operator=(const InPlace&) = delete;
    ~InPlace() { exchange(); }

   private:
    void exchange() {
      if (ema_ != nullptr) ema_->swap();
    }
    Ema* ema_;
  };

 private:
  void swap();

  std::vector<at::Tensor> weights_;  ///< floating point, as the values
  std::vector<at::Tensor> values_;
  std::vector<std::pair<at::Tensor, at::Tensor>> counts_;  ///< whole numbers, and those kept
  tensor::NamedTensors averages_;
  double decay_;
};

}  // namespace maas::training
