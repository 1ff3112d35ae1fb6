#include "tasks/q_learning/q_learning.h"

#include <utility>

#include <ATen/ops/huber_loss.h>

#include "tasks/control.h"
#include "tasks/q_learning/feed.h"

namespace maas::tasks {
namespace {

class QLearning final : public Control {
 public:
  QLearning(const Basis& basis, const QLearningOptions& options)
      : Control(basis, {.name = "values", .are_probabilities = false}, /*more=*/0),
        options_(options) {}

  Step step(const Forward& forward, const tensor::Batch& batch) const override {
    const at::Tensor values = forward(batch);  // [B, actions]
    const at::Tensor wide = values.element_size() < 4 ? values.to(at::kFloat) : values;
    const at::Tensor taken = wide.gather(1, batch.at(tensor::part::kAction).unsqueeze(1));
    const at::Tensor targets = batch.at(tensor::part::kTarget).unsqueeze(1);
    return {at::huber_loss(taken, targets, at::Reduction::Sum), values.detach()};
  }

  std::unique_ptr<feed::Feed> feed(FeedRequest request) const override {
    return q_learning_feed(options_, world(), std::move(request));
  }

 private:
  QLearningOptions options_;
};

}  // namespace

std::unique_ptr<Task> make_q_learning(const Basis& basis, const QLearningOptions& options) {
  return std::make_unique<QLearning>(basis, options);
}

}  // namespace maas::tasks
