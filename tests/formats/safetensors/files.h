#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <vector>

#include "formats/safetensors/safetensors.h"

namespace maas::formats::test {

inline std::span<const std::byte> bytes_in(const std::string& text) {
  return std::as_bytes(std::span(text.data(), text.size()));
}

/// Returns a file of this header and `data_size` bytes of data.
inline std::string file_of(const std::string& json, std::size_t data_size) {
  std::string file(8, '\0');
  const std::uint64_t length = json.size();
  std::memcpy(file.data(), &length, sizeof(length));
  return file + json + std::string(data_size, '\1');
}

/// Returns the header's part for one tensor.
inline std::string entry(const std::string& name, const std::string& dtype,
                         const std::string& shape, const std::string& offsets) {
  return "\"" + name + "\":{\"dtype\":\"" + dtype + "\",\"shape\":" + shape +
         ",\"data_offsets\":" + offsets + "}";
}

inline TensorFile parse(const std::string& file) {
  return parse_safetensors(bytes_in(file), "x");
}

/// Parses a file whose header is `json`.
inline TensorFile parse(const std::string& json, std::size_t data_size) {
  return parse(file_of(json, data_size));
}

}  // namespace maas::formats::test
