#pragma once

#include <chrono>
#include <cstddef>

namespace maas::serving::http {

/// What a client may ask of a connection.
struct Limits {
  std::size_t header_bytes = std::size_t{16} << 10;  ///< request line and fields
  std::size_t body_bytes = std::size_t{16} << 20;
  std::size_t connections = 1024;                 ///< open at once; more wait to be accepted
  std::chrono::milliseconds idle{75'000};         ///< between two requests
  std::chrono::milliseconds request{30'000};      ///< from a request's first byte to its last
  std::chrono::milliseconds last_request{2'000};  ///< the same, while the server drains
  std::chrono::milliseconds response{30'000};     ///< to take an answer
  std::chrono::milliseconds linger{1'000};  ///< to read on after a refusal, so that it arrives
};

}  // namespace maas::serving::http
