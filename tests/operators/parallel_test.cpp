#include "operators/parallel.h"

#include <atomic>
#include <mutex>
#include <set>
#include <thread>
#include <vector>

#include <ATen/Parallel.h>

#include "support/support.h"

namespace maas::operators {
namespace {

/// Sets LibTorch's threads for as long as it lives.
class ScopedThreads {
 public:
  explicit ScopedThreads(int threads) : before_(at::get_num_threads()) {
    at::set_num_threads(threads);
  }
  ScopedThreads(const ScopedThreads&) = delete;
  ScopedThreads& operator=(const ScopedThreads&) = delete;
  ~ScopedThreads() { at::set_num_threads(before_); }

 private:
  int before_;
};

/// Returns the number of threads that items 0 .. count-1 ran on.
size_t threads_used(int64_t count, int64_t grain) {
  std::mutex mutex;
  std::set<std::thread::id> threads;
  parallel_for(count, grain, [&](int64_t) {
    const std::lock_guard lock(mutex);
    threads.insert(std::this_thread::get_id());
  });
  return threads.size();
}

TEST(ParallelFor, CallsEachItemOnce) {
  const ScopedThreads threads(3);
  std::vector<std::atomic<int>> calls(100);
  parallel_for(100, 1, [&](int64_t item) { ++calls[static_cast<size_t>(item)]; });
  for (const std::atomic<int>& count : calls) EXPECT_EQ(count, 1);
}

TEST(ParallelFor, CallsNothingForNoItems) {
  parallel_for(0, 1, [](int64_t) { ADD_FAILURE(); });
}

TEST(ParallelFor, UsesTheThreadsOfLibTorch) {
  const ScopedThreads threads(3);
  EXPECT_EQ(threads_used(30, 1), 3u);
}

TEST(ParallelFor, KeepsFewItemsOnOneThread) {
  const ScopedThreads threads(3);
  EXPECT_EQ(threads_used(30, 30), 1u);
}

TEST(ParallelFor, RethrowsWhatAnItemThrows) {
  const ScopedThreads threads(3);
  const auto run = [] {
    parallel_for(30, 1, [](int64_t item) {
      if (item == 29) fail(ErrorCode::kInternal, "item {} failed", item);
    });
  };
  EXPECT_ERROR(run(), kInternal, "item 29 failed");
}

}  // namespace
}  // namespace maas::operators
