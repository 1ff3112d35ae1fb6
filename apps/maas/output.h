#pragma once

#include <cstddef>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

namespace maas::cli {

/// Standard output, which carries results and nothing else.
///
/// When the reader has closed the pipe, as `head` does, the rest is dropped without complaint.
class Output {
 public:
  Output();

  /// Writes a line; on a terminal, so that it shows all of it and obeys none.
  /// @throws Error kIo, e.g. on a full disk
  void line(std::string_view line);
  /// Writes lines that are laid out already.
  void text(std::string_view lines);
  /// Writes a piece of a text at once; on a terminal, so that it shows all of it and obeys none.
  /// @throws Error kIo
  void piece(std::string_view piece);
  /// Writes a document in one line. JSON is UTF-8: other bytes, which paths may hold, become
  /// U+FFFD.
  void json(const nlohmann::ordered_json& document);
  /// Whether the reader has closed the pipe.
  bool is_closed() const { return closed_; }
  /// Columns of the terminal that it goes to; without one there is no limit.
  std::size_t width() const;
  /// Writes out what is buffered; to be called before the exit status is decided.
  void flush();

 private:
  /// Writes what a terminal is to show and not to obey.
  void shown(std::string_view content);
  void check(bool written);

  bool is_terminal_;
  bool closed_ = false;
};

inline constexpr std::size_t kAnyWidth = std::numeric_limits<std::size_t>::max();

/// Returns rows with their columns aligned and their texts printable; columns that hold numbers
/// only are aligned right. Where `width` does not suffice, texts of the last column are wrapped, or
/// whole rows.
std::vector<std::string> aligned(const std::vector<std::vector<std::string>>& rows,
                                 std::size_t width = kAnyWidth);

}  // namespace maas::cli
