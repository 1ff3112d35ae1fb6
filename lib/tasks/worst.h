#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace maas::tasks {

/// A picture under a wrong label.
struct Mislabelled {
  std::int64_t sample = 0;
  double loss = 0;
  std::int64_t truth = 0;
  std::int64_t guess = 0;
  double probability_of_truth = 0;
  double probability_of_guess = 0;
};

/// Keeps the few samples of the highest loss; among equals, the earlier ones.
class Worst {
 public:
  explicit Worst(std::size_t count) : count_(count) {}

  void add(const Mislabelled& sample);

  /// The worst first.
  const std::vector<Mislabelled>& kept() const { return kept_; }

 private:
  std::size_t count_;
  std::vector<Mislabelled> kept_;
};

}  // namespace maas::tasks
