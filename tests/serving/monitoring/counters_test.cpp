#include "serving/monitoring/counters.h"

#include "support/support.h"

namespace maas::serving::monitoring {
namespace {

constexpr std::array<std::uint64_t, 2> kBounds = {10, 20};

TEST(Histogram, CountsABoundWithWhatIsBelowIt) {
  Histogram<2> histogram(kBounds);
  for (const std::uint64_t amount : {0, 10, 11, 20, 21, 1000}) histogram.observe(amount);
  EXPECT_EQ(histogram.buckets()[0].value(), 2);
  EXPECT_EQ(histogram.buckets()[1].value(), 2);
  EXPECT_EQ(histogram.buckets()[2].value(), 2);
  EXPECT_EQ(histogram.sum(), 1062);
}

TEST(StatusCounters, CountEachStatusApart) {
  StatusCounters counters;
  counters.add(200);
  counters.add(429);
  counters.add(429);
  for (std::size_t i = 0; i < kStatuses.size(); ++i) {
    const std::uint64_t expected = kStatuses[i] == 200 ? 1 : kStatuses[i] == 429 ? 2 : 0;
    EXPECT_EQ(counters.value(i), expected) << kStatuses[i];
  }
  EXPECT_EQ(counters.failures(), 2);
}

TEST(StatusCounters, CountAnUnknownStatusAs500) {
  StatusCounters counters;
  counters.add(599);
  EXPECT_EQ(counters.value(
                static_cast<std::size_t>(std::ranges::find(kStatuses, 500) - kStatuses.begin())),
            1);
}

}  // namespace
}  // namespace maas::serving::monitoring
