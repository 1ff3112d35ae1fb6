#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

namespace maas::test {

/// What was seen of a server's health during a siege.
struct HealthLog {
  std::vector<double> milliseconds;   ///< of each question, in ascending order
  std::vector<std::string> failures;  ///< what was not answered 200

  double percentile(double share) const;
};

/// Asks for health on a new connection every ten milliseconds, each page in turn, until the end.
HealthLog watch_health(std::uint16_t port, const std::atomic<bool>& is_over);

/// Returns the most memory that a process has held, in bytes.
std::int64_t peak_memory_of(int process);

}  // namespace maas::test
