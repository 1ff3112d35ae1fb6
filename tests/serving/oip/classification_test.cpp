#include "serving/oip/classification.h"

#include <algorithm>
#include <charconv>

#include "base/hashing.h"
#include "support/support.h"

namespace maas::serving::oip {
namespace {

using inference::HostTensor;
using testing::ElementsAre;

HostTensor scores(std::vector<std::int64_t> shape, std::vector<float> values) {
  return {.name = "p", .shape = std::move(shape), .data = std::move(values)};
}

std::vector<std::string> texts(const HostTensor& tensor) {
  return std::get<std::vector<std::string>>(tensor.data);
}

TEST(Classification, IsWrittenAsTritonWritesIt) {
  const std::vector<std::string> labels = {"cat", "dog:big", "fish"};
  const HostTensor classes =
      top_classes(scores({2, 3}, {0.25F, 0.5F, 0.125F, 1, 0, 1e-7F}), 2, labels);
  EXPECT_EQ(classes.name, "p");
  EXPECT_THAT(classes.shape, ElementsAre(2, 2));
  EXPECT_THAT(texts(classes), ElementsAre("0.500000:1:dog:big", "0.250000:0:cat", "1.000000:0:cat",
                                          "0.000000:2:fish"));
}

TEST(Classification, HasNoLabelsWhereThereAreNone) {
  EXPECT_THAT(texts(top_classes(scores({1, 4}, {1.1F, 3.3F, 0.5F, 2.4F}), 2, {})),
              ElementsAre("3.300000:1", "2.400000:3"));
}

TEST(Classification, EndsWithTheClassesThatThereAre) {
  const HostTensor classes =
      top_classes(scores({2, 2}, {1, 2, 3, 4}), std::numeric_limits<std::int64_t>::max(), {});
  EXPECT_THAT(classes.shape, ElementsAre(2, 2));
}

TEST(Classification, NeedsScores) {
  EXPECT_ERROR(
      top_classes({.name = "l", .shape = {1, 1}, .data = std::vector<std::string>{"a"}}, 1, {}),
      kInvalidData, "output 'l' has no scores");
  EXPECT_ERROR(top_classes(scores({2}, {1, 2}), 1, {}), kInvalidData, "output 'p' has no scores");
}

TEST(Classification, IsTheHeadOfAStableSort) {
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    base::Random random(seed);
    const auto rows = static_cast<std::int64_t>(1 + random.below(4));
    const auto classes = static_cast<std::int64_t>(1 + random.below(20));
    const auto count = static_cast<std::int64_t>(1 + random.below(25));
    std::vector<float> values(static_cast<std::size_t>(rows * classes));
    for (float& value : values) value = static_cast<float>(random.below(6)) / 4;
    std::vector<std::string> expected;
    for (std::int64_t row = 0; row < rows; ++row) {
      std::vector<std::pair<float, std::int64_t>> order;
      for (std::int64_t i = 0; i < classes; ++i) {
        order.emplace_back(-values[static_cast<std::size_t>(row * classes + i)], i);
      }
      std::ranges::sort(order);
      for (std::int64_t k = 0; k < std::min(count, classes); ++k) {
        const auto [value, index] = order[static_cast<std::size_t>(k)];
        expected.push_back(std::to_string(-value) + ":" + std::to_string(index));
      }
    }
    // -0 and 0 differ in text alone.
    for (std::string& text : expected) {
      if (text.starts_with("-0.000000")) text.erase(0, 1);
    }
    ASSERT_EQ(texts(top_classes(scores({rows, classes}, values), count, {})), expected) << seed;
  }
}

}  // namespace
}  // namespace maas::serving::oip
