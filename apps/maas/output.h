#pragma once

#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

namespace maas::cli {

/// Standard output, which carries results and nothing else.
///
/// When the reader has closed the pipe, as `head` does, the rest is dropped without complaint.
class Output {
 public:
  /// @throws Error kIo, e.g. on a full disk
  void line(std::string_view text);
  /// Writes a document in one line.
  void json(const nlohmann::ordered_json& document);
  /// Writes out what is buffered; to be called before the exit status is decided.
  void flush();

 private:
  void check(bool written);

  bool closed_ = false;
};

/// Returns rows with their columns aligned; columns that hold numbers only are aligned right.
std::vector<std::string> aligned(const std::vector<std::vector<std::string>>& rows);

}  // namespace maas::cli
