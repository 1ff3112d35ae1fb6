#pragma once

#include <chrono>
#include <cstddef>

namespace maas::serving::http {

/// What a client may ask of a connection.
struct Limits {
  std::size_t header_bytes = std::size_t{16} << 10;  ///< request line and fields
  std::size_t header_fields = 100;
  std::size_t body_bytes = std::size_t{16} << 20;  ///< as received and, if compressed, inflated
  std::size_t connections = 1024;                  ///< with a request, or between two
  std::size_t newcomers = 1024;                    ///< that have not asked for anything yet
  std::size_t watchers = 64;                       ///< that ask for health or metrics
  std::chrono::milliseconds first_byte{5'000};     ///< of a new connection
  std::chrono::milliseconds idle{75'000};          ///< between two requests
  std::chrono::milliseconds header{10'000};        ///< from a request's first byte to its body
  std::chrono::milliseconds request{30'000};       ///< from a request's first byte to its last
  std::chrono::milliseconds last_request{2'000};   ///< the same, while the server drains
  std::chrono::milliseconds response{30'000};      ///< to take an answer
  std::chrono::milliseconds linger{1'000};  ///< to read on after a refusal, so that it arrives
};

}  // namespace maas::serving::http
