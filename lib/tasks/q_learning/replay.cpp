#include "tasks/q_learning/replay.h"

#include <algorithm>

#include <ATen/ops/empty.h>
#include <ATen/ops/zeros.h>

namespace maas::tasks {

Replay::Replay(std::int64_t capacity, std::int64_t width)
    : seen_(at::zeros({capacity, width}, at::kFloat)),
      action_(at::zeros({capacity}, at::kLong)),
      reward_(at::zeros({capacity}, at::kFloat)),
      next_(at::zeros({capacity, width}, at::kFloat)),
      terminated_(at::zeros({capacity}, at::kFloat)),
      added_(at::zeros({1}, at::kLong)) {}

void Replay::clear() {
  added_.zero_();
}

void Replay::add(const Entry& entry) {
  const std::int64_t row = (*added_.data_ptr<std::int64_t>())++ % capacity();
  const std::int64_t width = seen_.size(1);
  std::copy_n(entry.seen.const_data_ptr<float>(), width, seen_.data_ptr<float>() + row * width);
  std::copy_n(entry.next.const_data_ptr<float>(), width, next_.data_ptr<float>() + row * width);
  action_.data_ptr<std::int64_t>()[row] = entry.action;
  reward_.data_ptr<float>()[row] = static_cast<float>(entry.reward);
  terminated_.data_ptr<float>()[row] = entry.terminated ? 1 : 0;
}

std::int64_t Replay::size() const {
  return std::min(*added_.const_data_ptr<std::int64_t>(), capacity());
}

Replay::Sample Replay::sample(std::int64_t count, base::Random& random) const {
  const at::Tensor rows = at::empty({count}, at::kLong);
  std::generate_n(rows.data_ptr<std::int64_t>(), count, [&] {
    return static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(size())));
  });
  return {seen_.index_select(0, rows), action_.index_select(0, rows), reward_.index_select(0, rows),
          next_.index_select(0, rows), terminated_.index_select(0, rows)};
}

tensor::NamedTensors Replay::state() const {
  return {{"seen", seen_}, {"action", action_},         {"reward", reward_},
          {"next", next_}, {"terminated", terminated_}, {"added", added_}};
}

}  // namespace maas::tasks
