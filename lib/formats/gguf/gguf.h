#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "formats/gguf/block_type.h"
#include "formats/gguf/metadata.h"

/// The GGUF format, version 3: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md
namespace maas::formats {

/// A tensor of a file.
struct GgufTensor {
  std::string name;
  BlockType type = BlockType::kF32;
  std::vector<std::int64_t>
      shape;  ///< row-major, the fastest dimension last: a file lists it first
  std::span<const std::byte> bytes{};  ///< of rows of whole blocks; of the mapped file

  std::int64_t elements() const;
};

/// A file, mapped read-only.
class GgufFile {
 public:
  /// The file's path, for messages.
  const std::string& origin() const { return origin_; }
  const GgufMetadata& metadata() const { return metadata_; }
  /// In the file's order.
  const std::vector<GgufTensor>& tensors() const { return tensors_; }

  /// Returns the tensor, or null.
  const GgufTensor* find(std::string_view name) const;
  /// @throws Error kInvalidData if there is no such tensor; the hint suggests one
  const GgufTensor& at(std::string_view name) const;

 private:
  friend GgufFile parse_gguf(std::span<const std::byte>, std::string, std::shared_ptr<const void>);

  std::string origin_;
  GgufMetadata metadata_;
  std::vector<GgufTensor> tensors_;
  std::vector<std::size_t> by_name_;
  std::shared_ptr<const void> owner_;  ///< keeps the bytes valid
};

/// Checks and indexes a whole file in memory.
/// @throws Error kInvalidData at the first rule of the format that is broken
GgufFile parse_gguf(std::span<const std::byte> file, std::string origin,
                    std::shared_ptr<const void> owner = nullptr);

/// Maps a file.
/// @throws Error kNotFound, kIo; kInvalidData as parse_gguf
GgufFile open_gguf(const std::filesystem::path& path);

}  // namespace maas::formats
