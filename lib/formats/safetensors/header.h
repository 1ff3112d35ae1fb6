#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "formats/safetensors/dtype.h"

namespace maas::formats {

/// A tensor as the header of a safetensors file tells of it.
struct SafetensorsEntry {
  std::string name{};
  Dtype dtype = Dtype::kF32;
  std::vector<std::int64_t> shape{};
  std::uint64_t begin = 0;  ///< in bytes from the start of the data
  std::uint64_t end = 0;
};

using SafetensorsMetadata = std::map<std::string, std::string>;

struct SafetensorsHeader {
  std::vector<SafetensorsEntry> entries;  ///< in the header's order
  SafetensorsMetadata metadata;
};

/// Parses the JSON of a header in one pass; `origin` names the file in errors.
/// @throws Error kInvalidData unless it is an object of tensors with exactly `dtype`, `shape` and
///   `data_offsets`, and of at most one `__metadata__` with strings; repeated tensors are not seen
SafetensorsHeader parse_safetensors_header(std::string_view json, std::string_view origin);

/// Returns the start of a file with these tensors, which lie in the given order without holes:
/// length, JSON, and spaces up to a multiple of 64 bytes. `begin` and `end` are ignored.
std::string safetensors_prologue(const std::vector<SafetensorsEntry>& entries,
                                 const SafetensorsMetadata& metadata);

}  // namespace maas::formats
