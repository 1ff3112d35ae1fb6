#include "inference/measure.h"

#include <chrono>
#include <thread>

#include "support/support.h"

namespace maas::inference {
namespace {

using ::testing::ElementsAre;
using ::testing::StartsWith;

TEST(TimeRuns, AlternatesTheWorks) {
  std::string order;
  const auto times =
      time_runs({[&] { order += 'a'; }, [&] { order += 'b'; }}, {.runs = 4, .seconds = 0});
  EXPECT_THAT(order, StartsWith("abababab"));
  EXPECT_EQ(times[0].size(), 4U);
  EXPECT_EQ(times[1].size(), 4U);
}

TEST(TimeRuns, WarmsUpBeforeItCounts) {
  int runs = 0;
  time_runs({[&] { ++runs; }}, {.runs = 100, .seconds = 0});
  EXPECT_EQ(runs, 110);
  runs = 0;
  time_runs({[&] { ++runs; }}, {.runs = 1, .seconds = 0});
  EXPECT_EQ(runs, 4);
}

TEST(TimeRuns, GoesOnForTheWholeTime) {
  using namespace std::chrono_literals;
  const auto times =
      time_runs({[] { std::this_thread::sleep_for(2ms); }}, {.runs = 1, .seconds = 0.1});
  EXPECT_GT(times[0].size(), 10U);
  EXPECT_LE(times[0].size(), 50U);
  for (const double each : times[0]) EXPECT_GE(each, 2);
}

TEST(TimeRuns, EndsByWhatAWorkThrows) {
  int runs = 0;
  const auto work = [&] {
    if (++runs == 5) fail(ErrorCode::kInterrupted, "enough");
  };
  EXPECT_ERROR(time_runs({work}, {.runs = 1000, .seconds = 10}), kInterrupted, "enough");
  EXPECT_EQ(runs, 5);
}

TEST(Percentile, IsTheSmallestValueThatTheShareDoesNotExceed) {
  std::vector<double> hundred;
  for (int i = 100; i > 0; --i) hundred.push_back(i);
  std::vector<double> found;
  for (const double share : {0.5, 0.9, 0.99, 1.0}) found.push_back(percentile(hundred, share));
  EXPECT_THAT(found, ElementsAre(50, 90, 99, 100));
  EXPECT_EQ(percentile({7}, 0.01), 7);
  EXPECT_EQ(percentile({3, 1, 2}, 0.5), 2);
}

}  // namespace
}  // namespace maas::inference
