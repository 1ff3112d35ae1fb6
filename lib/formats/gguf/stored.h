#pragma once

#include <cstdint>

#include "formats/gguf/metadata.h"

namespace maas::formats {

/// Calls `use` with a zero of what a file keeps a value of this type as; a truth value is `bool`.
/// @pre the type is no text and no array
template <class Use>
auto with_stored(GgufType type, const Use& use) {
  switch (type) {
    case GgufType::kU8:
      return use(std::uint8_t{});
    case GgufType::kI8:
      return use(std::int8_t{});
    case GgufType::kU16:
      return use(std::uint16_t{});
    case GgufType::kI16:
      return use(std::int16_t{});
    case GgufType::kU32:
      return use(std::uint32_t{});
    case GgufType::kI32:
      return use(std::int32_t{});
    case GgufType::kF32:
      return use(float{});
    case GgufType::kU64:
      return use(std::uint64_t{});
    case GgufType::kI64:
      return use(std::int64_t{});
    case GgufType::kF64:
      return use(double{});
    case GgufType::kBool:
    case GgufType::kString:
    case GgufType::kArray:
      break;
  }
  return use(bool{});
}

}  // namespace maas::formats
