#pragma once

#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "data/split_inspector.h"

namespace maas::data {

/// Returns the number of words: what stands between white space of ASCII.
std::int64_t words_of(std::string_view text);

/// Returns the number of code points of a text in UTF-8.
std::int64_t characters_of(std::string_view text);

/// Counts how long texts are. Thread-safe.
class LengthCounter {
 public:
  void add(std::string_view text);

  /// In words and in characters; empty: there was no text.
  std::vector<TextLengths> lengths() const;

 private:
  struct Range {
    std::int64_t smallest = 0;
    std::int64_t largest = 0;
    std::int64_t sum = 0;
  };

  void add(Range& range, std::int64_t length) const;
  TextLengths lengths(const std::string& unit, const Range& range) const;

  mutable std::mutex mutex_;
  std::int64_t texts_ = 0;
  Range words_;
  Range characters_;
};

/// Returns "3 to 52 words", "7 words" if all have as many.
std::string range_text(const TextLengths& lengths);

}  // namespace maas::data
