#pragma once

#include <cstdint>
#include <limits>
#include <vector>

#include "formats/image/image.h"

namespace maas::data {

/// Sums over the bytes of a channel; exact, so that the order of adding does not matter.
class Moments {
 public:
  void add(const std::uint8_t* bytes, std::int64_t count) {
    for (std::int64_t i = 0; i < count; ++i) {
      const std::uint64_t value = bytes[i];
      sum_ += value;
      squares_ += value * value;
      smallest_ = bytes[i] < smallest_ ? bytes[i] : smallest_;
      largest_ = bytes[i] > largest_ ? bytes[i] : largest_;
    }
    count_ += count;
  }

  void add(const Moments& other) {
    sum_ += other.sum_;
    squares_ += other.squares_;
    count_ += other.count_;
    smallest_ = other.smallest_ < smallest_ ? other.smallest_ : smallest_;
    largest_ = other.largest_ > largest_ ? other.largest_ : largest_;
  }

  std::int64_t count() const { return count_; }
  std::int64_t smallest() const { return smallest_; }
  std::int64_t largest() const { return largest_; }
  /// Of values scaled to 0..1.
  double mean() const;
  double deviation() const;

 private:
  std::uint64_t sum_ = 0;
  std::uint64_t squares_ = 0;
  std::int64_t count_ = 0;
  std::uint8_t smallest_ = std::numeric_limits<std::uint8_t>::max();
  std::uint8_t largest_ = 0;
};

/// Adds a picture to the moments of its channels; `moments` grows to as many.
void add_picture(std::vector<Moments>& moments, const formats::Image& picture);

}  // namespace maas::data
