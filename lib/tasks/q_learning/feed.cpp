#include "tasks/q_learning/feed.h"

#include <algorithm>
#include <utility>

#include <ATen/core/grad_mode.h>
#include <ATen/ops/argmax.h>

#include "base/hashing.h"
#include "tasks/actors.h"
#include "tensor/network_state.h"

namespace maas::tasks {
namespace {

class QLearningFeed final : public feed::Feed {
 public:
  QLearningFeed(const QLearningOptions& options, const data::World& world, FeedRequest request)
      : options_(options),
        actions_(static_cast<std::uint64_t>(world.actions.size())),
        seed_(base::mix(request.loader.shuffle.value_or(0))),
        loader_(request.loader),
        network_(std::move(request.network)),
        target_(request.twin()),
        actors_(world, std::move(request.train), options.environments, seed_),
        replay_(options.replay, std::ssize(world.observations)) {
    if (loader_.micro_batch == 0) loader_.micro_batch = loader_.batch;
    target_.module().eval();
  }

  void start(std::int64_t step) override {
    step_ = step;
    if (step > 0) return actors_.go_on();
    renew_target();
    actors_.begin();
    replay_.clear();
    for (std::int64_t done = 0; done < options_.warmup; done += actors_.count()) {
      base::Random random = random_of(-1 - done);
      act(random, /*epsilon=*/1);
    }
  }

  tensor::MicroBatches next() override {
    const at::NoGradGuard no_grad;
    network_.module().eval();
    if (step_ % options_.target_every == 0) renew_target();
    base::Random random = random_of(step_);
    act(random, epsilon());
    ++step_;
    return batches(replay_.sample(loader_.batch, random));
  }

  tensor::NamedTensors state() const override {
    tensor::NamedTensors state;
    const auto add = [&](const std::string& prefix, tensor::NamedTensors tensors) {
      for (auto& [name, tensor] : tensors) state.emplace_back(prefix + name, std::move(tensor));
    };
    add("", actors_.state());
    add("replay.", replay_.state());
    add("target.", tensor::state_of(target_.module()).all());
    return state;
  }

  std::map<std::string, double> metrics() const override {
    const auto mean = actors_.mean_return();
    if (!mean) return {};
    return {{"return", *mean}};
  }

 private:
  /// The numbers of a step; those before the first one are negative.
  base::Random random_of(std::int64_t step) const {
    return base::Random(base::mix(seed_ + static_cast<std::uint64_t>(step)));
  }

  double epsilon() const {
    const double done =
        std::min(1.0, static_cast<double>(step_) / static_cast<double>(options_.epsilon_steps));
    return options_.epsilon_start + done * (options_.epsilon_end - options_.epsilon_start);
  }

  void renew_target() {
    tensor::copy_values(tensor::state_of(network_.module()).all(),
                        tensor::state_of(target_.module()).all());
  }

  /// A step of each actor, at random by the chance of `epsilon`.
  void act(base::Random& random, double epsilon) {
    const at::Tensor seen = actors_.observations();
    at::Tensor best;
    if (epsilon < 1) best = network_(tensor::batch_of(seen)).argmax(1);
    for (std::int64_t actor = 0; actor < actors_.count(); ++actor) {
      const bool explores = random.uniform() < epsilon;
      const auto action = explores ? static_cast<std::int64_t>(random.below(actions_))
                                   : best.const_data_ptr<std::int64_t>()[actor];
      const Actors::Deed deed = actors_.step(actor, action);
      replay_.add({.seen = seen[actor],
                   .action = action,
                   .reward = deed.outcome.reward,
                   .next = deed.seen,
                   .terminated = deed.outcome.terminated});
    }
  }

  tensor::MicroBatches batches(const Replay::Sample& steps) const {
    const at::Tensor next = target_(tensor::batch_of(steps.next));
    const at::Tensor choosing = options_.double_q ? network_(tensor::batch_of(steps.next)) : next;
    const at::Tensor targets = td_targets(steps, next, choosing, options_.discount);
    return tensor::divided({{tensor::part::kObservation, steps.seen},
                            {tensor::part::kAction, steps.action},
                            {tensor::part::kTarget, targets}},
                           loader_.micro_batch);
  }

  QLearningOptions options_;
  std::uint64_t actions_;
  std::uint64_t seed_;
  feed::LoaderOptions loader_;
  Forward network_;
  Forward target_;  ///< lags behind
  Actors actors_;
  Replay replay_;
  std::int64_t step_ = 0;
};

}  // namespace

at::Tensor td_targets(const Replay::Sample& steps, const at::Tensor& next,
                      const at::Tensor& choosing, double discount) {
  const at::Tensor values = next.gather(1, choosing.argmax(1, /*keepdim=*/true)).squeeze(1);
  return steps.reward + discount * (1 - steps.terminated) * values;
}

std::unique_ptr<feed::Feed> q_learning_feed(const QLearningOptions& options, data::World world,
                                            FeedRequest request) {
  return std::make_unique<QLearningFeed>(options, world, std::move(request));
}

}  // namespace maas::tasks
