#include "tasks/policy_optimization/feed.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <ATen/core/grad_mode.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/log_softmax.h>
#include <ATen/ops/zeros.h>
#include <ATen/ops/zeros_like.h>

#include "base/hashing.h"
#include "data/order.h"
#include "maas/error.h"
#include "tasks/actors.h"
#include "tasks/policy_optimization/rollout.h"

namespace maas::tasks {
namespace {

constexpr double kLeastDeviation = 1e-8;

/// Draws an action by its probability.
std::int64_t drawn(const float* logs, std::int64_t actions, double uniform) {
  std::int64_t action = 0;
  for (double left = uniform; action + 1 < actions; ++action) {
    left -= std::exp(static_cast<double>(logs[action]));
    if (left < 0) break;
  }
  return action;
}

class PolicyFeed final : public feed::Feed {
 public:
  PolicyFeed(const PolicyOptimizationOptions& options, const data::World& world,
             FeedRequest request)
      : options_(options),
        actions_(std::ssize(world.actions)),
        seed_(base::mix(request.loader.shuffle.value_or(0))),
        loader_(request.loader),
        network_(std::move(request.network)),
        actors_(world, std::move(request.train), options.environments, seed_),
        rollout_(options.rollout, options.environments, std::ssize(world.observations)) {
    if (loader_.micro_batch == 0) loader_.micro_batch = loader_.batch;
    if (loader_.batch <= rows()) return;
    throw failure_with_hint(ErrorCode::kInvalidRecipe, "task.rollout makes it longer",
                            "data.loader.global_batch: {} steps of {} environments do not fill a "
                            "batch of {}",
                            options.rollout, options.environments, loader_.batch);
  }

  void start(std::int64_t step) override {
    step_ = step;
    step > 0 ? actors_.go_on() : actors_.begin();
  }

  tensor::MicroBatches next() override {
    const std::int64_t batches = (rows() + loader_.batch - 1) / loader_.batch;
    const std::int64_t in_rollout = step_ % (batches * options_.epochs);
    if (in_rollout == 0) collect();
    const at::Tensor numbers = numbers_of(step_ / batches, in_rollout % batches);
    ++step_;
    return tensor::divided(rollout_.rows(numbers), loader_.micro_batch);
  }

  tensor::NamedTensors state() const override {
    tensor::NamedTensors state = actors_.state();
    for (auto& [name, tensor] : rollout_.state()) state.emplace_back("rollout." + name, tensor);
    return state;
  }

  std::map<std::string, double> metrics() const override {
    const auto mean = actors_.mean_return();
    if (!mean) return {};
    return {{"return", *mean}};
  }

 private:
  std::int64_t rows() const { return options_.rollout * options_.environments; }

  /// The rows of a batch; each epoch, counted over all rollouts, has an order of its own.
  at::Tensor numbers_of(std::int64_t epoch, std::int64_t batch) const {
    const std::int64_t first = batch * loader_.batch;
    const std::int64_t count = std::min(loader_.batch, rows() - first);
    const data::Permutation order(seed_, static_cast<std::uint64_t>(epoch), rows());
    const at::Tensor numbers = at::empty({count}, at::kLong);
    for (std::int64_t i = 0; i < count; ++i) numbers.data_ptr<std::int64_t>()[i] = order(first + i);
    return numbers;
  }

  /// What the network says: logarithms of probabilities, and a value.
  struct Opinion {
    at::Tensor logs;   ///< [N, actions]
    at::Tensor value;  ///< [N]
  };

  Opinion opinion_of(const at::Tensor& seen) const {
    const at::Tensor outputs = network_(tensor::batch_of(seen)).to(at::kFloat);
    return {at::log_softmax(outputs.narrow(1, 0, actions_), 1), outputs.select(1, actions_)};
  }

  /// Fills the rollout by acting.
  void collect() {
    const at::NoGradGuard no_grad;
    network_.module().eval();
    base::Random random(base::mix(seed_ + static_cast<std::uint64_t>(step_)));
    const std::int64_t actors = actors_.count();
    const at::Tensor rewards = at::zeros({options_.rollout, actors}, at::kFloat);
    const at::Tensor values = at::zeros({options_.rollout + 1, actors}, at::kFloat);
    const at::Tensor over = at::zeros({options_.rollout, actors}, at::kFloat);
    for (std::int64_t t = 0; t < options_.rollout; ++t) {
      values[t].copy_(act(t * actors, random, rewards[t], over[t]));
    }
    values[options_.rollout].copy_(opinion_of(actors_.observations()).value);
    learn_from(advantages_of(rewards, values, over, options_.discount, options_.lambda),
               values.narrow(0, 0, options_.rollout));
  }

  /// A step of each actor.
  /// @param first  row of the first actor
  /// @return what was expected before it
  at::Tensor act(std::int64_t first, base::Random& random, const at::Tensor& rewards,
                 const at::Tensor& over) {
    const at::Tensor seen = actors_.observations();
    const Opinion opinion = opinion_of(seen);
    rollout_.seen.narrow(0, first, actors_.count()).copy_(seen);
    const at::Tensor logs = opinion.logs.contiguous();
    for (std::int64_t actor = 0; actor < actors_.count(); ++actor) {
      const float* const row = logs.const_data_ptr<float>() + actor * actions_;
      const std::int64_t action = drawn(row, actions_, random.uniform());
      const Actors::Deed deed = actors_.step(actor, action);
      rollout_.action.data_ptr<std::int64_t>()[first + actor] = action;
      rollout_.log_probability.data_ptr<float>()[first + actor] = row[action];
      rewards.data_ptr<float>()[actor] = static_cast<float>(deed.outcome.reward + cut_off(deed));
      over.data_ptr<float>()[actor] = deed.outcome.is_over() ? 1 : 0;
    }
    return opinion.value;
  }

  /// What would have come after an episode that was cut off.
  double cut_off(const Actors::Deed& deed) const {
    if (deed.outcome.terminated || !deed.outcome.truncated) return 0;
    return options_.discount * opinion_of(deed.seen.unsqueeze(0)).value.item<double>();
  }

  void learn_from(const at::Tensor& advantages, const at::Tensor& values) {
    rollout_.target.copy_((advantages + values).flatten());
    const at::Tensor centred = advantages - advantages.mean();
    const at::Tensor deviation = centred.square().mean().sqrt();
    rollout_.advantage.copy_((centred / (deviation + kLeastDeviation)).flatten());
  }

  PolicyOptimizationOptions options_;
  std::int64_t actions_;
  std::uint64_t seed_;
  feed::LoaderOptions loader_;
  Forward network_;
  Actors actors_;
  Rollout rollout_;
  std::int64_t step_ = 0;
};

}  // namespace

at::Tensor advantages_of(const at::Tensor& rewards, const at::Tensor& values,
                         const at::Tensor& over, double discount, double lambda) {
  at::Tensor advantages = at::zeros_like(rewards);
  at::Tensor later = at::zeros_like(rewards[0]);
  for (std::int64_t t = rewards.size(0) - 1; t >= 0; --t) {
    const at::Tensor goes_on = discount * (1 - over[t]);
    later = rewards[t] + goes_on * values[t + 1] - values[t] + lambda * goes_on * later;
    advantages[t].copy_(later);
  }
  return advantages;
}

std::unique_ptr<feed::Feed> policy_feed(const PolicyOptimizationOptions& options, data::World world,
                                        FeedRequest request) {
  return std::make_unique<PolicyFeed>(options, world, std::move(request));
}

}  // namespace maas::tasks
