#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

namespace maas::formats {

/// Returns whether the bytes start as a gzip file does.
bool is_gzip(std::span<const std::byte> bytes);

/// Inflates a gzip file of one or several members; `origin` names it in errors.
/// @throws Error kInvalidData if it is broken, truncated or followed by other bytes, or if it
///   inflates to more than `limit` bytes
std::vector<std::byte> gunzip(std::span<const std::byte> file, std::size_t limit,
                              std::string_view origin);

/// Inflates the first `size` bytes, or all if there are no more; what is behind them is not looked
/// at.
/// @throws Error kInvalidData if the file is broken or truncated before that
std::vector<std::byte> gunzip_start(std::span<const std::byte> file, std::size_t size,
                                    std::string_view origin);

/// Returns `bytes` as a gzip file without a time stamp.
std::vector<std::byte> gzip(std::span<const std::byte> bytes);

}  // namespace maas::formats
