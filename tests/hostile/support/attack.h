#pragma once

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "base/hashing.h"
#include "serving/support/client.h"

namespace maas::test {

/// What an attacker has in view: the server, chance of its own, and the end of the siege.
class Front {
 public:
  /// How long attackers wait for the server, so that they are there when the siege ends.
  static constexpr std::chrono::seconds kPatience{2};

  Front(std::uint16_t port, std::uint64_t seed, const std::atomic<bool>& is_over)
      : random(seed), port_(port), is_over_(is_over) {}

  std::uint16_t port() const { return port_; }

  /// Opens a connection.
  /// @throws std::runtime_error if the server takes none
  Client connect() const { return Client(port_, kPatience); }

  bool is_over() const { return is_over_; }

  /// Sleeps, but not beyond the end.
  void pause(std::chrono::milliseconds duration) const {
    constexpr std::chrono::milliseconds kStep{20};
    for (; duration.count() > 0 && !is_over(); duration -= kStep) {
      std::this_thread::sleep_for(std::min(duration, kStep));
    }
  }

  base::Random random;

 private:
  std::uint16_t port_;
  const std::atomic<bool>& is_over_;
};

/// One kind of hostile client. `attack` is one attempt, of a second or so; it is repeated on a
/// thread of its own until the siege is over. That the server cuts it off is expected.
struct Attack {
  std::string_view name;
  void (*attack)(Front& front);
};

/// Attacks below the level of any protocol: silence, slowness, framing, compression, numbers.
std::vector<Attack> http_attacks();

/// Attacks by what requests of the Open Inference Protocol say, on the model `lenet`.
std::vector<Attack> oip_attacks();

}  // namespace maas::test
