#pragma once

#include <cstdint>

#include "text/tokenizer/part.h"

namespace maas::text {

/// Before which words a Metaspace puts a space that the text has not.
enum class LeadingSpace : std::uint8_t { kAlways, kFirst, kNever };

/// Reads `prepend_scheme` and the older `add_prefix_space`.
/// @throws Error kInvalidData
LeadingSpace leading_space_of(const Part& part);

}  // namespace maas::text
