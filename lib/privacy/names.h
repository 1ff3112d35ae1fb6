#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace maas::privacy {

/// A list of names of persons, of one or several words each.
///
/// Letters match in both cases, one for one: not `ss` for `ß`, nor a letter with its accent apart
/// (Unicode's form D) for the two in one. The words of a name may be apart by up to three of space,
/// tab, `-`, `'`, `.` and `,`.
class Names {
 public:
  /// Adds a name; a text without a word adds nothing.
  void add(std::string_view name);
  bool empty() const { return by_first_word_.empty(); }

  /// Returns where the longest name that begins with the word at `at` ends, or 0.
  std::size_t match_end(std::string_view text, std::size_t at) const;

 private:
  /// The further words of each name that begins with a word, the longest name first.
  std::unordered_map<std::string, std::vector<std::vector<std::string>>> by_first_word_;
};

/// Reads a list with one name on each line; blank lines are passed over.
/// @throws Error kNotFound, kIo; kInvalidData if there is no name in it
Names read_names(const std::filesystem::path& path);

}  // namespace maas::privacy
