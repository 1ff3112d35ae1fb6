#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "data/text_file.h"

namespace maas::data {

/// The lines of a text file that hold something, cut into fields.
class FieldLines {
 public:
  /// @param delimiter  between two fields; a space stands for any white space
  /// @throws Error as read_text_file
  FieldLines(std::filesystem::path file, char delimiter);
  /// Takes the delimiter that the first line has which looks like no comment: a tab, a semicolon, a
  /// comma, else white space.
  explicit FieldLines(std::filesystem::path file);

  /// Goes on to the next line; false: there is none.
  /// @throws Error kInvalidData if a quoted field does not end, unless it looks like a comment
  bool next();

  const std::vector<std::string>& fields() const { return fields_; }

  /// Whether the line begins as comments do, with # or %; so may what it names.
  bool looks_like_comment() const { return text_.front() == '#' || text_.front() == '%'; }

  std::int64_t line() const { return line_; }

  /// "FILE:LINE" of the present line.
  std::string place() const;

  /// Returns a field as a whole number from `least` to `most`.
  /// @param what  it is, for messages: "node"
  /// @throws Error kInvalidData
  std::int64_t integer(std::size_t field, std::string_view what, std::int64_t least,
                       std::int64_t most) const;

  /// Returns a field as a number that is finite in single precision.
  /// @throws Error kInvalidData
  float number(std::size_t field, std::string_view what) const;

  /// @throws Error kInvalidData unless the line has so many fields
  void require_fields(std::size_t count) const;

  /// @throws Error kInvalidData that begins with the place
  [[noreturn]] void refuse(const std::string& reason, std::string hint = {}) const;

 private:
  bool next_text();
  void cut();

  std::filesystem::path file_;
  TextFile content_;
  std::string_view rest_;
  char delimiter_;
  std::string_view text_;
  std::int64_t line_ = 0;
  std::vector<std::string> fields_;
};

}  // namespace maas::data
