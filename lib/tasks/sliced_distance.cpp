#include "tasks/sliced_distance.h"

#include <ATen/ops/arange.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/empty_like.h>
#include <ATen/ops/sort.h>

#include "tasks/noise.h"

namespace maas::tasks {
namespace {

constexpr std::int64_t kDirections = 128;
constexpr std::uint64_t kSeed = 1;

at::Tensor directions_of(std::int64_t width) {
  const at::Tensor random = noise_at(at::arange(kDirections, at::kLong), width, kSeed);
  return (random / random.norm(2, {1}, /*keepdim=*/true)).t().contiguous();
}

}  // namespace

void SlicedDistance::add(const at::Tensor& first, const at::Tensor& second) {
  if (!directions_.defined()) directions_ = directions_of(first.size(1));
  first_.push_back(first.matmul(directions_));
  second_.push_back(second.matmul(directions_));
}

std::vector<float> SlicedDistance::by_point() const {
  if (first_.empty()) return {};
  const auto [first, places] = at::cat(first_).sort(/*dim=*/0);
  const at::Tensor second = std::get<0>(at::cat(second_).sort(/*dim=*/0));
  at::Tensor distances = at::empty_like(first);
  distances.scatter_(0, places, (first - second).abs());
  const at::Tensor means = distances.mean(1).contiguous();
  const auto* const mean = means.const_data_ptr<float>();
  return {mean, mean + means.size(0)};
}

}  // namespace maas::tasks
