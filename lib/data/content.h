#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "data/text_file.h"

namespace maas::data {

/// Returns the text of a file or a pipe that a command line names: a file is mapped, or inflated if
/// it is packed by gzip, a pipe read to its end; `-` is standard input.
/// @throws Error kNotFound, kIo; kInvalidData if it looks like UTF-16, or is no file or pipe
TextFile content_of(const std::string& name);

/// Whether a text is JSON lines: by its name, of a pipe by its first line.
bool are_json_lines(const std::string& name, std::string_view text);

/// Walks over the lines of a text that are not empty.
class Lines {
 public:
  explicit Lines(std::string_view text) : rest_(text) {}

  /// Goes on to the next line; false: there is none.
  bool next();

  /// Without spaces around it.
  std::string_view text() const { return text_; }
  std::int64_t number() const { return number_; }

 private:
  std::string_view rest_;
  std::string_view text_;
  std::int64_t number_ = 0;
};

}  // namespace maas::data
