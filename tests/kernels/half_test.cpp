#include "kernels/half.h"

#include <limits>
#include <random>
#include <vector>

#include <gtest/gtest.h>

#include "base/half.h"

namespace maas::kernels {
namespace {

TEST(ToHalf, GivesTheBitsOfTheScalarRule) {
  std::mt19937 random(3);
  std::vector<float> values = {
      0,      -0.0F,    1,        65519, 65520,
      -1e30F, 0x1p-24F, 0x1p-25F, 3e-8F, std::numeric_limits<float>::infinity()};
  while (values.size() < 1003)
    values.push_back(std::bit_cast<float>(static_cast<std::uint32_t>(random())));
  std::erase_if(values, [](float value) { return value != value; });
  std::vector<std::uint16_t> halves(values.size());
  to_half(values, halves.data());
  for (std::size_t i = 0; i < values.size(); ++i) {
    EXPECT_EQ(halves[i], base::to_half(values[i])) << values[i];
  }
}

}  // namespace
}  // namespace maas::kernels
