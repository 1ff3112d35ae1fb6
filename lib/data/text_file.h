#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "maas/progress.h"

namespace maas::data {

/// The text of a file.
struct TextFile {
  std::string_view text;  ///< without a byte order mark
  std::shared_ptr<const void> owner;
};

/// Maps a file of text, or inflates it if it is packed by gzip.
/// @throws Error kNotFound, kIo; kInvalidData if it is no regular file, a broken or huge gzip file,
///   or as check_encoding
TextFile read_text_file(const std::filesystem::path& path);

/// Returns no more than the first `size` bytes of the text; what is behind them is not looked at.
/// @throws Error as read_text_file
TextFile read_start_of_text_file(const std::filesystem::path& path, std::size_t size);

/// Returns the SHA-256 of a file's text, which is remembered as long as the file stays as it is.
/// @param what  tells it from other digests of the file: "table"
/// @throws Error kInterrupted or kTerminated if a stop is asked for
std::string digest_of_text(const std::filesystem::path& file, std::string_view text,
                           const std::string& what, Progress& progress);

/// @param origin  names the text in messages
/// @throws Error kInvalidData if the text looks like UTF-16
void check_encoding(std::string_view text, const std::string& origin);

/// Returns the text behind its byte order mark, if it has one.
std::string_view without_mark(std::string_view text);

}  // namespace maas::data
