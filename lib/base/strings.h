#pragma once

#include <concepts>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace maas::base {

/// Returns the candidate that `word` was probably meant to be, or an empty string.
///
/// Distance is Damerau-Levenshtein, ignoring case and `-` against `_`; at most a third of the
/// word's letters (and at least one) may differ.
std::string closest(std::string_view word, const std::vector<std::string>& candidates);

/// Returns "did you mean 'x'?" for the closest candidate, or an empty string.
std::string did_you_mean(std::string_view word, const std::vector<std::string>& candidates);

std::vector<std::string> split(std::string_view text, char separator);
std::string_view trim(std::string_view text);

/// Returns "a, b, c".
std::string join(const std::vector<std::string>& parts, std::string_view separator = ", ");

/// Returns `text` with each `from` replaced by `to`.
std::string replace_all(std::string text, std::string_view from, std::string_view to);

/// Returns the shortest text that reads back as the same number; integers without a point.
std::string shortest(double value);

/// Returns `text` with A-Z in lower case, whatever the locale.
std::string lowered(std::string_view text);

/// Returns `text` for a message: its first `length` bytes, `?` for each control character.
std::string abridged(std::string_view text, std::size_t length = 64);

/// Returns "1.2 MB" for 1,234,567 bytes.
std::string human_bytes(double bytes);
template <std::integral Count>
std::string human_bytes(Count bytes) {
  return human_bytes(static_cast<double>(bytes));
}

/// Returns "1 h 03 min", "2 min 05 s" or "3.2 s".
std::string human_seconds(double seconds);

/// Reads the whole of `text` as a number.
/// @returns false if anything is left over or nothing was read
bool parse_number(std::string_view text, double& value);

}  // namespace maas::base
