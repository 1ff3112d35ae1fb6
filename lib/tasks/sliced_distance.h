#pragma once

#include <vector>

#include <ATen/core/Tensor.h>

namespace maas::tasks {

/// The sliced Wasserstein distance between two sets of as many points (Rabin et al. 2011): the mean
/// over directions of the distance between the points' projections, which is that of the sorted
/// ones. Directions are the same for each pair of sets of one width.
class SlicedDistance {
 public:
  /// @param first, second  [B, width] float32
  void add(const at::Tensor& first, const at::Tensor& second);

  /// Returns what each point of the first set adds: the mean distance of its projections from those
  /// of the second set that stand at their places. Their mean is the distance.
  std::vector<float> by_point() const;

 private:
  at::Tensor directions_;           ///< [width, directions], of length 1
  std::vector<at::Tensor> first_;   ///< projections, [B, directions]
  std::vector<at::Tensor> second_;  ///< of the other set
};

}  // namespace maas::tasks
