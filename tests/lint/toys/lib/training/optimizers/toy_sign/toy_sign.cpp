#include "training/optimizers/toy_sign/toy_sign.h"

#include "training/optimizers/buffers.h"

namespace maas::optimizers {
namespace {

class ToySign final : public Optimizer {
 public:
  ToySign(const Parameters& parameters, double lr) : parameters_(parameters), lr_(lr) {}

  void step(double lr) override {
    const std::vector<at::Tensor> all = gradients(parameters_);
    for (std::size_t i = 0; i < all.size(); ++i) parameters_.tensors[i].sub_(all[i].sign(), lr);
  }

  std::vector<std::pair<std::string, at::Tensor>> state() const override { return {}; }
  double base_lr() const override { return lr_; }

 private:
  Parameters parameters_;
  double lr_;
};

}  // namespace

std::unique_ptr<Optimizer> make_toy_sign(const Parameters& parameters,
                                         const ToySignOptions& options) {
  return std::make_unique<ToySign>(parameters, options.lr);
}

}  // namespace maas::optimizers
