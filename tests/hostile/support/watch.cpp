#include "hostile/support/watch.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <stdexcept>
#include <thread>

#include <fmt/format.h>

#include "serving/support/client.h"

namespace maas::test {
namespace {

constexpr std::array kPages = {"/livez", "/readyz", "/v2/health/live", "/v2/health/ready",
                               "/metrics"};
constexpr std::chrono::milliseconds kBetween{10};

/// Returns what is wrong with the answer, or nothing.
std::string ask(std::uint16_t port, const char* page) try {
  Client client(port);
  const auto reply = client.ask(get(page));
  if (!reply) return fmt::format("{} was cut", page);
  return reply->status == 200 ? "" : fmt::format("{} answered {}", page, reply->status);
} catch (const std::runtime_error& error) {
  return fmt::format("{}: {}", page, error.what());
}

}  // namespace

double HealthLog::percentile(double share) const {
  const auto last = static_cast<double>(milliseconds.size() - 1);
  return milliseconds.at(static_cast<std::size_t>(share * last));
}

HealthLog watch_health(std::uint16_t port, const std::atomic<bool>& is_over) {
  HealthLog log;
  for (std::size_t turn = 0; !is_over; ++turn) {
    const auto start = std::chrono::steady_clock::now();
    const std::string failure = ask(port, kPages[turn % kPages.size()]);
    const std::chrono::duration<double, std::milli> elapsed =
        std::chrono::steady_clock::now() - start;
    log.milliseconds.push_back(elapsed.count());
    if (!failure.empty()) log.failures.push_back(failure);
    std::this_thread::sleep_for(kBetween);
  }
  std::ranges::sort(log.milliseconds);
  return log;
}

std::int64_t peak_memory_of(int process) {
  constexpr std::string_view kName = "VmHWM:";
  constexpr std::int64_t kKibibyte = 1024;
  std::ifstream status(fmt::format("/proc/{}/status", process));
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with(kName)) return kKibibyte * std::stoll(line.substr(kName.size()));
  }
  throw std::runtime_error(fmt::format("process {} is gone", process));
}

}  // namespace maas::test
