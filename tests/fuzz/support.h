#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <exception>
#include <span>
#include <string_view>

#include <fmt/format.h>

#include "maas/error.h"

namespace maas::fuzz {

/// Runs `parse`; bad data may be refused as such, anything else thrown is a finding.
template <class Parse>
int expect_only_bad_data(const Parse& parse) {
  try {
    parse();
  } catch (const Error& error) {
    if (error.code() != ErrorCode::kInvalidData) {
      fmt::print(stderr, "another error than bad data: {}\n", error.what());
      std::abort();
    }
  }
  return 0;
}

/// Aborts if what a parser gave back contradicts itself.
inline void require(bool condition) {
  if (!condition) std::abort();
}

inline std::span<const std::byte> bytes_of(const std::uint8_t* data, std::size_t size) {
  return std::as_bytes(std::span(data, size));
}

inline std::string_view text_of(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

}  // namespace maas::fuzz
