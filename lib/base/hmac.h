#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

struct evp_mac_ctx_st;

namespace maas::base {

/// HMAC-SHA256 (RFC 2104) under one key. An object serves one thread; a copy is cheap.
class Hmac {
 public:
  using Digest = std::array<std::uint8_t, 32>;

  explicit Hmac(std::string_view key);
  Hmac(const Hmac& other);
  Hmac(Hmac&&) noexcept = default;
  Hmac& operator=(Hmac other) noexcept;
  ~Hmac() = default;

  Digest of(std::string_view message);

 private:
  struct Free {
    void operator()(evp_mac_ctx_st* context) const;
  };

  std::unique_ptr<evp_mac_ctx_st, Free> context_;
};

/// Returns `size` bytes that nobody can guess.
std::string random_bytes(std::size_t size);

}  // namespace maas::base
