#pragma once

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <exception>
#include <mutex>
#include <system_error>
#include <thread>
#include <vector>

#include "base/cores.h"

namespace maas::base {

/// Calls `work(index)` for 0..count-1 on all cores, in no particular order.
/// @param least_per_thread  pieces of work that are worth a thread of their own
/// @throws what `work` throws, once all threads have ended
template <class Work>
void for_each_index(std::int64_t count, const Work& work, std::int64_t least_per_thread = 64) {
  const std::int64_t worth = (count + least_per_thread - 1) / least_per_thread;
  const std::int64_t threads = std::min(usable_cores(), worth);
  std::atomic<std::int64_t> next{0};
  std::mutex mutex;
  std::exception_ptr error;
  const auto run = [&] {
    try {
      for (std::int64_t i = next++; i < count; i = next++) work(i);
    } catch (...) {
      const std::lock_guard lock(mutex);
      error = std::current_exception();
      next = count;
    }
  };
  std::vector<std::thread> helpers;
  try {
    for (std::int64_t i = 1; i < threads; ++i) helpers.emplace_back(run);
  } catch (const std::system_error&) {
    // The limit of threads is reached: those that there are do the work.
  }
  run();
  for (std::thread& helper : helpers) helper.join();
  if (error) std::rethrow_exception(error);
}

}  // namespace maas::base
