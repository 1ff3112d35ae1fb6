#include "tasks/policy_optimization/policy_optimization.h"

#include <utility>

#include "tasks/control.h"
#include "tasks/policy_optimization/feed.h"
#include "tasks/policy_optimization/loss.h"

namespace maas::tasks {
namespace {

class PolicyOptimization final : public Control {
 public:
  PolicyOptimization(const Basis& basis, const PolicyOptimizationOptions& options)
      : Control(basis, {.name = "probabilities", .are_probabilities = true}, /*more=*/1),
        options_(options) {}

  Step step(const Forward& forward, const tensor::Batch& batch) const override {
    const at::Tensor outputs = forward(batch);  // [B, actions + 1]
    return {policy_loss(outputs, batch, options_), outputs.detach()};
  }

  std::unique_ptr<feed::Feed> feed(FeedRequest request) const override {
    return policy_feed(options_, world(), std::move(request));
  }

 private:
  PolicyOptimizationOptions options_;
};

}  // namespace

std::unique_ptr<Task> make_policy_optimization(const Basis& basis,
                                               const PolicyOptimizationOptions& options) {
  return std::make_unique<PolicyOptimization>(basis, options);
}

}  // namespace maas::tasks
