#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace maas::decoding {

/// Watches a text that comes in pieces for strings that end it, and holds back what could be the
/// front of one. What it finds does not depend on how the text was cut into pieces: the string that
/// is complete first; of those complete at once the longest.
class StopStrings {
 public:
  /// @throws Error kUsage if one is empty
  explicit StopStrings(std::vector<std::string> strings);

  /// Takes the next piece. Returns what is certain to stand before a stop string; nothing more
  /// once one was found.
  std::string push(std::string_view piece);

  /// Returns what was held back; the text has ended.
  std::string finish();

  /// Which string was found.
  const std::optional<std::string>& found() const { return found_; }

 private:
  /// One string and how much of it the text ends with.
  struct Watch {
    std::string string;
    std::vector<std::size_t> borders;  ///< for each front, its longest border
    std::size_t matched = 0;
  };

  std::size_t advance(char byte);

  std::vector<Watch> watches_;
  std::string held_;
  std::optional<std::string> found_;
};

}  // namespace maas::decoding
