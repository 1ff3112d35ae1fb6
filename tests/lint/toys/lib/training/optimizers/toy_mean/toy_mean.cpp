#include "training/optimizers/toy_mean/toy_mean.h"

#include "training/optimizers/buffers.h"

namespace maas::optimizers {
namespace {

class ToyMean final : public Optimizer {
 public:
  ToyMean(const Parameters& parameters, double lr)
      : parameters_(parameters), lr_(lr), means_(zeros_like(parameters)) {}

  void step(double lr) override {
    const std::vector<at::Tensor> all = gradients(parameters_);
    for (std::size_t i = 0; i < all.size(); ++i) {
      means_[i].lerp_(all[i], 0.1);
      parameters_.tensors[i].sub_(means_[i], lr);
    }
  }

  std::vector<std::pair<std::string, at::Tensor>> state() const override {
    std::vector<std::pair<std::string, at::Tensor>> state;
    append_state(state, "mean", parameters_, means_);
    return state;
  }
  double base_lr() const override { return lr_; }

 private:
  Parameters parameters_;
  double lr_;
  std::vector<at::Tensor> means_;
};

}  // namespace

std::unique_ptr<Optimizer> make_toy_mean(const Parameters& parameters,
                                         const ToyMeanOptions& options) {
  return std::make_unique<ToyMean>(parameters, options.lr);
}

}  // namespace maas::optimizers
