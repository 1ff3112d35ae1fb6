#pragma once

#include <algorithm>
#include <cstddef>
#include <functional>
#include <vector>

namespace maas::tasks {

/// Keeps the few samples of the highest `loss`; among equals, the earlier ones.
template <class Sample>
class Worst {
 public:
  explicit Worst(std::size_t count) : count_(count) {}

  void add(const Sample& sample) {
    if (kept_.size() == count_ && sample.loss <= kept_.back().loss) return;
    const auto place =
        std::ranges::upper_bound(kept_, sample.loss, std::ranges::greater{}, &Sample::loss);
    kept_.insert(place, sample);
    if (kept_.size() > count_) kept_.pop_back();
  }

  /// The worst first.
  const std::vector<Sample>& kept() const { return kept_; }

 private:
  std::size_t count_;
  std::vector<Sample> kept_;
};

}  // namespace maas::tasks
