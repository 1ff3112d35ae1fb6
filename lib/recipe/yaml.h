#pragma once

#include "recipe/node.h"
#include "recipe/problems.h"

namespace maas::recipe {

/// Bounds that keep a hostile file from taking the machine.
inline constexpr std::size_t kMaxBytes = std::size_t{1} << 20;
inline constexpr std::size_t kMaxNodes = 100'000;
inline constexpr std::size_t kMaxDepth = 32;

/// Reads one YAML 1.2 document; JSON is YAML too. An empty text is an empty map.
///
/// Aliases are expanded. Tags, several documents, keys that are no text, duplicate keys, bytes
/// that are no UTF-8 and texts beyond the bounds are problems, and so is what is no YAML at all:
/// then the result is broken.
Node parse_yaml(const SourcePtr& source, Problems& problems);

}  // namespace maas::recipe
