#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "formats/image/shape.h"

/// The IDX format of MNIST: http://yann.lecun.com/exdb/mnist
namespace maas::formats {

/// An array of bytes: `[N]` labels, `[N, H, W]` or `[N, C, H, W]` pictures.
struct IdxArray {
  std::vector<std::int64_t> shape;
  std::span<const std::uint8_t> values;  ///< row-major
  std::shared_ptr<const void> owner;     ///< keeps `values` valid; null: whoever called does
};

/// Reads an IDX file in memory, without gzip; `origin` names it in errors.
/// @throws Error kInvalidData if the magic number is wrong, the elements are not unsigned bytes,
///   the rank is not 1, 3 or 4, or the size is not what the dimensions say
IdxArray parse_idx(std::span<const std::byte> file, const std::string& origin,
                   std::shared_ptr<const void> owner = nullptr);

/// Maps a file, or inflates it if it is gzip.
/// @throws Error kNotFound, kIo; kInvalidData as parse_idx, or if the gzip is broken
IdxArray read_idx(const std::filesystem::path& path);

/// Reads the dimensions and the first `count` samples; what is behind them is not inflated.
///
/// @return the dimensions of the whole file, and the values of at most `count` samples
/// @throws Error as read_idx; a gzip file that is broken behind the samples passes, unless they
///   are all
IdxArray read_idx_start(const std::filesystem::path& path, std::int64_t count);

/// Returns a picture's shape from the dimensions of an IDX file: `[N, H, W]` is one channel,
/// `[N, C, H, W]` several.
/// @throws Error kInvalidData if the pictures have no pixels, or if these are no pictures
ImageShape picture_shape(const std::vector<std::int64_t>& dimensions, const std::string& origin);

/// Returns the bytes of an IDX file.
std::vector<std::byte> serialize_idx(std::span<const std::int64_t> shape,
                                     std::span<const std::uint8_t> values);

}  // namespace maas::formats
