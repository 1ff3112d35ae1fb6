#pragma once

#include <array>
#include <cstddef>
#include <initializer_list>
#include <string_view>

namespace maas::privacy {

/// Runs of digits with one separating character between: `4111 1111 1111 1111`.
struct DigitGroups {
  static constexpr std::size_t kMost = 6;

  std::size_t count = 0;
  std::array<std::size_t, kMost> sizes{};
  std::array<std::size_t, kMost> ends{};  ///< offsets into the text
  std::array<char, kMost> separators{};   ///< before each group; NUL before the first

  /// Whether the first groups have these sizes.
  bool begin_with(std::initializer_list<std::size_t> wanted) const;
  /// Whether the first `groups` are separated by one and the same character.
  bool are_alike(std::size_t groups) const;
  /// Digits of the first `groups`.
  std::size_t digits(std::size_t groups) const;
};

/// Reads at most `DigitGroups::kMost` groups; all that separate digits are `separators`.
DigitGroups read_groups(std::string_view text, std::size_t at, std::string_view separators);

}  // namespace maas::privacy
