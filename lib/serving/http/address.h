#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace maas::serving::http {

/// Where to listen.
struct Address {
  std::string host;        ///< a numeric IPv4 or IPv6 address
  std::uint16_t port = 0;  ///< 0: any that is free

  bool is_loopback() const;
  /// Returns "127.0.0.1:8000" or "[::1]:8000".
  std::string text() const;
};

/// Reads `127.0.0.1:8000`, `[::1]:8000` or `localhost:8000`.
/// @throws Error kUsage if it is none of these
Address parse_address(std::string_view text);

}  // namespace maas::serving::http
