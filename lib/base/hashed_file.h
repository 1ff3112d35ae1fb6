#pragma once

#include <string_view>

#include "base/files.h"
#include "base/hashing.h"

namespace maas::base {

/// Writes to a new file piece by piece, so that a piece is hashed while the cache holds it.
class HashedFile {
 public:
  /// @param hash  is given every byte that is written; may be null
  HashedFile(AtomicFile& file, Sha256* hash) : file_(file), hash_(hash) {}

  /// @throws Error kIo as AtomicFile
  void write(std::string_view bytes);

 private:
  AtomicFile& file_;
  Sha256* hash_;
};

}  // namespace maas::base
