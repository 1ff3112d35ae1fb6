#include "base/moments.h"

#include <vector>

#include <gtest/gtest.h>

namespace maas::base {
namespace {

Moments of(const std::vector<double>& values) {
  return moments_of([&](const auto& add) {
    for (const double value : values) add(value);
  });
}

TEST(Moments, AreTheMeanAndThePopulationsDeviation) {
  EXPECT_EQ(of({1, 3, 5, 7}).mean, 4);
  EXPECT_EQ(of({1, 7}).std, 3);
}

TEST(Moments, OfEqualNumbersHaveNoDeviationWhateverTheirCount) {
  for (std::size_t count = 1; count < 200; ++count) {
    for (const double value : {0.1, 1.0, 1e9 / 3}) {
      const Moments moments = of(std::vector<double>(count, value));
      EXPECT_EQ(moments.std, 0) << count << " times " << value;
      EXPECT_EQ(moments.mean, value) << count << " times " << value;
    }
  }
}

TEST(Moments, OfNothingAreZero) {
  EXPECT_EQ(of({}).mean, 0);
  EXPECT_EQ(of({}).std, 0);
}

TEST(Moments, TellOfNumbersThatAreTooLarge) {
  EXPECT_TRUE(of({1, 2}).are_finite());
  EXPECT_FALSE(of({1e308, 1e308}).are_finite());
}

}  // namespace
}  // namespace maas::base
