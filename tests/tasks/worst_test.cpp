#include "tasks/worst.h"

#include "support/support.h"

namespace maas::tasks {
namespace {

using ::testing::ElementsAre;

struct Sample {
  std::int64_t sample = 0;
  double loss = 0;
};

std::vector<std::int64_t> samples_of(const Worst<Sample>& worst) {
  std::vector<std::int64_t> samples;
  for (const Sample& kept : worst.kept()) samples.push_back(kept.sample);
  return samples;
}

TEST(Worst, KeepsTheHighestLossesInOrder) {
  Worst<Sample> worst(3);
  std::int64_t sample = 0;
  for (const double loss : {1.0, 4.0, 2.0, 3.0, 0.5}) {
    worst.add({.sample = sample++, .loss = loss});
  }
  EXPECT_THAT(samples_of(worst), ElementsAre(1, 3, 2));
}

TEST(Worst, PrefersTheEarlierOfEquals) {
  Worst<Sample> worst(2);
  for (const int sample : {0, 1, 2}) worst.add({.sample = sample, .loss = 1.0});
  EXPECT_THAT(samples_of(worst), ElementsAre(0, 1));
}

}  // namespace
}  // namespace maas::tasks
