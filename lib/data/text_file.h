#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

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

/// @param origin  names the text in messages
/// @throws Error kInvalidData if the text looks like UTF-16
void check_encoding(std::string_view text, const std::string& origin);

/// Returns the text behind its byte order mark, if it has one.
std::string_view without_mark(std::string_view text);

}  // namespace maas::data
