#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "base/files.h"
#include "base/hashed_file.h"
#include "base/hashing.h"
#include "formats/gguf/gguf.h"
#include "formats/gguf/metadata.h"

namespace maas::formats {

/// Writes a file of version 3 whose tensors come one by one; nothing is there before `commit()`.
class GgufWriter {
 public:
  /// @param tensors  what will come, in this order; their bytes are not looked at
  /// @param hash  is given every byte that is written; may be null
  /// @throws Error kCannotCreate, kIo; kInternal if a value does not fit its type, if a name is
  ///   repeated or has more than 63 bytes, if a shape has more than 4 dimensions or rows that are
  ///   no whole blocks
  GgufWriter(const std::filesystem::path& path, const GgufMetadata& metadata,
             const std::vector<GgufTensor>& tensors, base::Sha256* hash = nullptr);

  /// Writes the next tensor.
  /// @throws Error kIo; kInternal if it has not its shape's size, or if there is no next one
  void write(std::span<const std::byte> bytes);

  /// @throws Error kIo; kInternal if a tensor is missing
  void commit();

 private:
  struct Pending {
    std::string name;
    std::uint64_t size = 0;
  };

  base::AtomicFile file_;
  base::HashedFile content_;
  std::uint64_t alignment_;
  std::vector<Pending> tensors_;
  std::size_t next_ = 0;
};

/// Writes a file of version 3: values and tensors in the order given, data at multiples of
/// `general.alignment`, of 32 without that key. The same tensors give the same bytes.
/// @param hash  is given every byte that is written
/// @throws Error as GgufWriter
void write_gguf(const std::filesystem::path& path, const GgufMetadata& metadata,
                const std::vector<GgufTensor>& tensors, base::Sha256* hash = nullptr);

}  // namespace maas::formats
