#include "kernels/team.h"

#include <atomic>
#include <chrono>
#include <thread>
#include <vector>

#include "support/support.h"

namespace maas::kernels {
namespace {

TEST(Team, RunsTheBodyOnceOnEachThread) {
  for (const int threads : {1, 2, 3, 7}) {
    Team team(threads);
    ASSERT_EQ(team.threads(), threads);
    std::vector<int> calls(static_cast<std::size_t>(threads));
    for (int run = 0; run < 100; ++run) {
      team.run([&](Worker& worker) {
        EXPECT_EQ(worker.count(), threads);
        ++calls[static_cast<std::size_t>(worker.index())];
      });
    }
    EXPECT_EQ(calls, std::vector<int>(calls.size(), 100));
  }
}

TEST(Team, TakesItsCallerForWorkerZero) {
  Team team(3);
  const auto caller = std::this_thread::get_id();
  team.run([&](Worker& worker) {
    EXPECT_EQ(worker.index() == 0, std::this_thread::get_id() == caller);
  });
}

TEST(Team, SeesWhatOthersWroteBeforeAWait) {
  Team team(4);
  std::vector<int> values(4);
  team.run([&](Worker& worker) {
    for (int round = 1; round <= 200; ++round) {
      values[static_cast<std::size_t>(worker.index())] = round;
      worker.wait();
      int sum = 0;
      for (const int value : values) sum += value;
      EXPECT_EQ(sum, 4 * round);
      worker.wait();
    }
  });
}

TEST(Team, SharesItemsInContiguousPartsCutAtMultiplesOfTheGrain) {
  Team team(3);
  for (const std::int64_t items : {0, 1, 4, 10, 12, 100, 49152}) {
    std::vector<std::pair<std::int64_t, std::int64_t>> parts(3);
    team.run([&](Worker& worker) {
      parts[static_cast<std::size_t>(worker.index())] = worker.share(items, 4);
    });
    std::int64_t end = 0;
    for (const auto& part : parts) {
      EXPECT_EQ(part.first, end);
      EXPECT_TRUE(part.first % 4 == 0 || part.first == items);
      EXPECT_LE(part.second - part.first, (items / 4 / 3 + 1) * 4);
      end = part.second;
    }
    EXPECT_EQ(end, items);
  }
}

TEST(Team, WaitsForThreadsThatSleepLongerThanItSpins) {
  Team team(2);
  std::atomic<int> done{0};
  team.run([&](Worker& worker) {
    if (worker.index() == 1) std::this_thread::sleep_for(std::chrono::milliseconds(20));
    ++done;
    worker.wait();
    EXPECT_EQ(done, 2);
  });
  std::this_thread::sleep_for(std::chrono::milliseconds(20));
  team.run([&](Worker&) { ++done; });
  EXPECT_EQ(done, 4);
}

TEST(Team, DoesNotCollapseWithMoreThreadsThanCores) {
  Team team(64);
  std::atomic<int> waits{0};
  const auto start = std::chrono::steady_clock::now();
  team.run([&](Worker& worker) {
    for (int i = 0; i < 20; ++i) {
      ++waits;
      worker.wait();
    }
  });
  EXPECT_EQ(waits, 1280);
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(10));
}

}  // namespace
}  // namespace maas::kernels
