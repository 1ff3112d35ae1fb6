#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "data/extents.h"

namespace maas::data {

/// Returns the number of words: what stands between white space of ASCII.
std::int64_t words_of(std::string_view text);

/// Returns the number of code points of a text in UTF-8.
std::int64_t characters_of(std::string_view text);

/// Counts how long texts are, in words and in characters. Thread-safe.
class LengthCounter {
 public:
  void add(std::string_view text) { extents_.add({words_of(text), characters_of(text)}); }

  /// In words and in characters; empty: there was no text.
  std::vector<Extent> lengths() const { return extents_.extents(); }

 private:
  ExtentCounter extents_{{"words", "characters"}};
};

}  // namespace maas::data
