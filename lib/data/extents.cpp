#include "data/extents.h"

#include <algorithm>

#include <fmt/format.h>

namespace maas::data {

ExtentCounter::ExtentCounter(const std::vector<std::string>& units) {
  for (const std::string& unit : units) extents_.push_back({.unit = unit});
}

void ExtentCounter::add(const std::vector<std::int64_t>& sizes) {
  const std::lock_guard lock(mutex_);
  for (std::size_t i = 0; i < extents_.size(); ++i) {
    Extent& extent = extents_[i];
    extent.smallest = count_ == 0 ? sizes[i] : std::min(extent.smallest, sizes[i]);
    extent.largest = std::max(extent.largest, sizes[i]);
    extent.mean += static_cast<double>(sizes[i]);
  }
  ++count_;
}

std::vector<Extent> ExtentCounter::extents() const {
  const std::lock_guard lock(mutex_);
  if (count_ == 0) return {};
  std::vector<Extent> extents = extents_;
  for (Extent& extent : extents) extent.mean /= static_cast<double>(count_);
  return extents;
}

std::string range_text(const Extent& extent) {
  if (extent.smallest == extent.largest) return fmt::format("{} {}", extent.smallest, extent.unit);
  return fmt::format("{} to {} {}", extent.smallest, extent.largest, extent.unit);
}

}  // namespace maas::data
