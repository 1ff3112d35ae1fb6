#pragma once

#include <algorithm>
#include <chrono>
#include <functional>
#include <vector>

namespace maas::bench {

/// The median seconds a call of each of two rivals takes, measured in turns so that what else the
/// machine does falls on both.
struct Pair {
  double ours;
  double theirs;
};

inline double seconds_of(const std::function<void()>& run, int calls) {
  const auto start = std::chrono::steady_clock::now();
  for (int i = 0; i < calls; ++i) run();
  const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - start;
  return elapsed.count() / calls;
}

inline double median(std::vector<double> values) {
  std::ranges::sort(values);
  return values[values.size() / 2];
}

/// Times windows of at least `window` seconds of both rivals, one after the other, `rounds` times.
inline Pair measure_in_turns(const std::function<void()>& ours, const std::function<void()>& theirs,
                             int rounds = 9, double window = 0.1) {
  const auto calls_of = [&](const std::function<void()>& run) {
    run();
    return 1 + static_cast<int>(window / seconds_of(run, 2));
  };
  const int our_calls = calls_of(ours);
  const int their_calls = calls_of(theirs);
  std::vector<double> our_times;
  std::vector<double> their_times;
  for (int round = 0; round < rounds; ++round) {
    our_times.push_back(seconds_of(ours, our_calls));
    their_times.push_back(seconds_of(theirs, their_calls));
  }
  return {median(our_times), median(their_times)};
}

}  // namespace maas::bench
