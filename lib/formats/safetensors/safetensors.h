#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/hashing.h"
#include "formats/safetensors/dtype.h"
#include "formats/safetensors/header.h"

/// The safetensors format, strict: https://github.com/huggingface/safetensors#format
namespace maas::formats {

/// A tensor somewhere in memory, row-major, little-endian.
struct TensorView {
  std::string name{};
  Dtype dtype = Dtype::kF32;
  std::vector<std::int64_t> shape{};
  std::span<const std::byte> bytes{};
  std::shared_ptr<const void> owner{};  ///< keeps `bytes` valid; null: whoever made the view does
};

/// The tensors of a file, or of several shards, found by name.
class TensorFile {
 public:
  /// @throws Error kInvalidData if two tensors have the same name
  TensorFile(std::string origin, std::vector<TensorView> tensors, SafetensorsMetadata metadata);

  /// In order of name.
  const std::vector<TensorView>& tensors() const { return tensors_; }
  const SafetensorsMetadata& metadata() const { return metadata_; }
  /// The file's path, for messages.
  const std::string& origin() const { return origin_; }

  /// Returns the tensor, or null.
  const TensorView* find(std::string_view name) const;
  /// @throws Error kInvalidData if there is no such tensor; the hint suggests one
  const TensorView& at(std::string_view name) const;

 private:
  std::string origin_;
  std::vector<TensorView> tensors_;
  SafetensorsMetadata metadata_;
};

/// Checks and indexes a whole file in memory; `owner` goes into the views.
/// @throws Error kInvalidData at the first rule of the format that is broken
TensorFile parse_safetensors(std::span<const std::byte> file, std::string origin,
                             const std::shared_ptr<const void>& owner = nullptr);

/// Maps a file, copy-on-write: the views are writable memory, the file stays as it is.
/// @throws Error kNotFound, kIo; kInvalidData as parse_safetensors
TensorFile open_safetensors(const std::filesystem::path& path);

/// Maps the shards that `model.safetensors.index.json` lists.
/// @throws Error kNotFound if a shard is missing; kInvalidData if a shard's name leaves the
///   directory, or if the shards do not hold exactly the listed tensors
TensorFile open_sharded_safetensors(const std::filesystem::path& index);

/// Writes a file: tensors by descending alignment of their dtype, then by name; data starts at a
/// multiple of 64 bytes. The same tensors give the same bytes.
/// @param hash  is given every byte that is written
/// @throws Error kCannotCreate, kIo; kInternal if a view's size does not fit its shape
void write_safetensors(const std::filesystem::path& path, std::vector<TensorView> tensors,
                       const SafetensorsMetadata& metadata = {{"format", "pt"}},
                       base::Sha256* hash = nullptr);

}  // namespace maas::formats
