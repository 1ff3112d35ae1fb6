#include "tasks/actors.h"

#include <algorithm>
#include <utility>

#include <ATen/ops/empty.h>
#include <ATen/ops/zeros.h>

#include "base/hashing.h"
#include "data/order.h"

namespace maas::tasks {
namespace {

constexpr std::int64_t kReturns = 100;  ///< that are averaged

std::int64_t& number(const at::Tensor& counts, std::int64_t index) {
  return counts.data_ptr<std::int64_t>()[index];
}

}  // namespace

Actors::Actors(data::World world, std::shared_ptr<const feed::Source> train, std::int64_t count,
               std::uint64_t seed)
    : world_(std::move(world)),
      train_(std::move(train)),
      seed_(seed),
      states_(at::zeros({count, world_.state}, at::kDouble)),
      earned_(at::zeros({count}, at::kDouble)),
      returns_(at::zeros({kReturns}, at::kDouble)),
      counts_(at::zeros({2}, at::kLong)) {
  for (std::int64_t i = 0; i < count; ++i) simulations_.push_back(world_.simulation());
}

void Actors::begin() {
  counts_.zero_();
  returns_.zero_();
  for (std::int64_t i = 0; i < count(); ++i) begin_episode(i);
}

void Actors::go_on() {
  const auto width = static_cast<std::size_t>(world_.state);
  const auto* row = states_.const_data_ptr<double>();
  for (const auto& simulation : simulations_) {
    simulation->restore({row, width});
    row += width;
  }
}

void Actors::begin_episode(std::int64_t actor) {
  earned_.data_ptr<double>()[actor] = 0;
  simulations_[static_cast<std::size_t>(actor)]->reset(next_seed());
}

std::uint64_t Actors::next_seed() {
  const std::int64_t begun = number(counts_, 0)++;
  const std::int64_t size = train_->size();
  const data::Permutation order(seed_, static_cast<std::uint64_t>(begun / size), size);
  const std::int64_t sample[] = {order(begun % size)};
  const tensor::Batch batch = train_->blank(sample);
  base::Random unused(seed_);
  train_->read(sample, 0, unused, batch);
  return static_cast<std::uint64_t>(batch.at(tensor::part::kSeed).item<std::int64_t>());
}

at::Tensor Actors::observations() const {
  const auto width = world_.observations.size();
  const at::Tensor seen = at::empty({count(), static_cast<std::int64_t>(width)}, at::kFloat);
  auto* row = seen.data_ptr<float>();
  for (const auto& simulation : simulations_) {
    simulation->observe({row, width});
    row += width;
  }
  return seen;
}

at::Tensor Actors::seen_by(std::int64_t actor) const {
  const auto width = world_.observations.size();
  const at::Tensor seen = at::empty({static_cast<std::int64_t>(width)}, at::kFloat);
  simulations_[static_cast<std::size_t>(actor)]->observe({seen.data_ptr<float>(), width});
  return seen;
}

Actors::Deed Actors::step(std::int64_t actor, std::int64_t action) {
  const data::Outcome outcome = simulations_[static_cast<std::size_t>(actor)]->step(action);
  Deed deed{outcome, seen_by(actor)};
  double& earned = earned_.data_ptr<double>()[actor];
  earned += outcome.reward;
  if (!outcome.is_over()) return deed;
  returns_.data_ptr<double>()[number(counts_, 1)++ % kReturns] = earned;
  begin_episode(actor);
  return deed;
}

tensor::NamedTensors Actors::state() const {
  const auto width = static_cast<std::size_t>(world_.state);
  auto* row = states_.data_ptr<double>();
  for (const auto& simulation : simulations_) {
    simulation->save({row, width});
    row += width;
  }
  return {
      {"simulations", states_}, {"earned", earned_}, {"returns", returns_}, {"episodes", counts_}};
}

std::optional<double> Actors::mean_return() const {
  const std::int64_t count = std::min(number(counts_, 1), kReturns);
  if (count == 0) return std::nullopt;
  return returns_.narrow(0, 0, count).mean().item<double>();
}

}  // namespace maas::tasks
