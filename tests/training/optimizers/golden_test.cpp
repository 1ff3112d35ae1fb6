#include <ATen/core/grad_mode.h>
#include <ATen/ops/tensor.h>

#include "support/support.h"
#include "training/golden.h"
#include "training/optimizers/registry.h"

namespace maas::optimizers {
namespace {

/// Twelve steps along recorded gradients at a falling rate; see fixtures/make_steps.py.
TEST(Optimizers, FollowPyTorch) {
  const auto recorded = training::golden("optimizers.json");
  const auto gradients = recorded.at("gradients").get<std::vector<std::vector<float>>>();
  for (const auto& example : recorded.at("cases")) {
    SCOPED_TRACE(example.at("name").dump() + example.at("options").dump());
    const at::Tensor weight =
        at::tensor(recorded.at("start").get<std::vector<float>>()).requires_grad_();
    const auto optimizer = factories().make(
        training::component_of(Registry::kOptimizer, example.at("name"), example.at("options")),
        {.names = {"w"}, .tensors = {weight}});
    const at::NoGradGuard no_grad;
    const auto steps = static_cast<double>(gradients.size());
    for (std::size_t step = 0; step < gradients.size(); ++step) {
      weight.mutable_grad() = at::tensor(gradients[step]);
      optimizer->step(optimizer->base_lr() * (1 - static_cast<double>(step) / steps));
    }
    const at::Tensor expected = at::tensor(example.at("end").get<std::vector<float>>());
    EXPECT_LT((weight - expected).abs().max().item<double>(), 2e-6);
  }
}

}  // namespace
}  // namespace maas::optimizers
