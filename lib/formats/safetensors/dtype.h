#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace maas::formats {

/// Element types of safetensors, in the format's order of ascending alignment.
enum class Dtype : std::uint8_t {
  kBool,
  kF4,
  kF6E2M3,
  kF6E3M2,
  kU8,
  kI8,
  kF8E5M2,
  kF8E4M3,
  kF8E8M0,
  kF8E4M3Fnuz,
  kF8E5M2Fnuz,
  kI16,
  kU16,
  kF16,
  kBF16,
  kI32,
  kU32,
  kF32,
  kC64,
  kF64,
  kI64,
  kU64,
};

/// Name of the element type in a file: "F32", "BF16", ...
std::string_view name_of(Dtype dtype);

/// Size of an element in bits; 4 and 6 for the packed types.
int bits_of(Dtype dtype);

/// Returns the element type of this name, or nothing.
std::optional<Dtype> dtype_named(std::string_view name);

/// Returns the size of a tensor in bytes, or nothing if a dimension is negative, if the size
/// overflows or if it is no whole number of bytes.
std::optional<std::uint64_t> bytes_of(Dtype dtype, std::span<const std::int64_t> shape);

/// Returns "F32 [2, 3]".
std::string describe_tensor(Dtype dtype, std::span<const std::int64_t> shape);

}  // namespace maas::formats
