#pragma once

#include <cstdint>
#include <mutex>
#include <string>
#include <vector>

#include "data/split_inspector.h"

namespace maas::data {

/// Keeps how large things are. Thread-safe.
class ExtentCounter {
 public:
  /// @param units  of the sizes that are added
  explicit ExtentCounter(const std::vector<std::string>& units);

  /// @param sizes  of one thing, one in each unit
  void add(const std::vector<std::int64_t>& sizes);

  /// In each unit; empty: nothing was added.
  std::vector<Extent> extents() const;

 private:
  mutable std::mutex mutex_;
  std::vector<Extent> extents_;  ///< whose means are sums
  std::int64_t count_ = 0;
};

/// Returns "3 to 52 words", "7 words" if all have as many.
std::string range_text(const Extent& extent);

}  // namespace maas::data
