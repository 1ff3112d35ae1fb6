#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace maas::privacy {

/// Returns what all spellings of a name, or of a word of it, have in common; Turkish `İ` and `ı`
/// are `i`.
std::string name_folded(std::string_view text);

/// A list of names of persons, of one or several words each.
///
/// Letters match in both cases and in every form that Unicode has for them: `ss` for `ß`, an accent
/// apart. The words of a name may be apart by up to three of blank, tab, dash, apostrophe, `.` and
/// `,`.
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
