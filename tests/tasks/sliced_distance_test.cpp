#include "tasks/sliced_distance.h"

#include <numeric>

#include <ATen/ops/arange.h>
#include <ATen/ops/rand.h>
#include <ATen/ops/randperm.h>

#include "support/support.h"
#include "tasks/noise.h"

namespace maas::tasks {
namespace {

double distance(const at::Tensor& first, const at::Tensor& second) {
  SlicedDistance sliced;
  sliced.add(first, second);
  const std::vector<float> points = sliced.by_point();
  return std::accumulate(points.begin(), points.end(), 0.0) / static_cast<double>(points.size());
}

TEST(SlicedDistance, IsNothingBetweenTheSamePointsInAnyOrder) {
  const at::Tensor points = at::rand({40, 6});
  EXPECT_NEAR(distance(points, points.index_select(0, at::randperm(40))), 0, 1e-6);
}

TEST(SlicedDistance, OfShiftedPointsIsThatOfTheirShiftSeenFromEachSide) {
  const at::Tensor points = at::rand({40, 1});
  EXPECT_NEAR(distance(points, points + 3), 3, 1e-5);
  const at::Tensor wide = at::rand({40, 4});
  const double once = distance(wide, wide + 1);
  EXPECT_GT(once, 0);
  EXPECT_LT(once, 2);  // the length of the shift
  EXPECT_NEAR(distance(wide, wide + 2), 2 * once, 1e-5);
  EXPECT_NEAR(distance(wide + 1, wide), once, 1e-5);
}

TEST(SlicedDistance, DoesNotDependOnBatches) {
  const at::Tensor first = at::rand({20, 5});
  const at::Tensor second = at::rand({20, 5});
  SlicedDistance parts;
  parts.add(first.slice(0, 0, 7), second.slice(0, 0, 7));
  parts.add(first.slice(0, 7), second.slice(0, 7));
  SlicedDistance whole;
  whole.add(first, second);
  EXPECT_THAT(parts.by_point(),
              ::testing::Pointwise(::testing::FloatNear(1e-5F), whole.by_point()));
  EXPECT_TRUE(SlicedDistance().by_point().empty());
}

TEST(Noise, OfAPositionIsTheSameAmongAnyOthers) {
  const at::Tensor all = noise_at(at::arange(50, at::kLong), 5, 1);
  const at::Tensor some = noise_at(at::arange(20, 30, at::kLong), 5, 1);
  EXPECT_TRUE(some.equal(all.slice(0, 20, 30)));
  EXPECT_FALSE(noise_at(at::arange(50, at::kLong), 5, 2).equal(all));
}

TEST(Noise, IsStandardNormal) {
  const at::Tensor noise = noise_at(at::arange(4000, at::kLong), 7, 3);
  EXPECT_NEAR(noise.mean().item<double>(), 0, 0.03);
  EXPECT_NEAR(noise.std().item<double>(), 1, 0.03);
  EXPECT_NEAR(noise.pow(4).mean().item<double>(), 3, 0.2);
  const at::Tensor sides = noise.select(1, 0) * noise.select(1, 1);
  EXPECT_NEAR(sides.mean().item<double>(), 0, 0.06) << "numbers of a pair hang together";
}

}  // namespace
}  // namespace maas::tasks
