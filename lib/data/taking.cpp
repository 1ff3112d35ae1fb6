#include "data/taking.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>

namespace maas::data {
namespace {

std::int64_t sum_of(const std::vector<std::int64_t>& counts) {
  return std::accumulate(counts.begin(), counts.end(), std::int64_t{0});
}

/// Takes a share of each count, and returns how many these are.
std::int64_t take(std::vector<std::int64_t>& counts, double fraction) {
  const std::int64_t before = sum_of(counts);
  for (std::int64_t& count : counts) count -= taken_of(count, fraction);
  return before - sum_of(counts);
}

}  // namespace

std::vector<Taking> takings_of(const DataBlock& data) {
  std::vector<Taking> takings;
  double left = 1;
  const auto add = [&](const std::string& split, const std::optional<SplitBlock>& block) {
    if (!block || block->from.empty()) return;
    takings.push_back({split, block->fraction / left, block->stratify});
    left -= block->fraction;
  };
  add("test", data.test);
  add("valid", data.valid);
  return takings;
}

std::int64_t taken_of(std::int64_t size, double fraction) {
  const std::int64_t nearest = std::llround(fraction * static_cast<double>(size));
  return std::min(std::max<std::int64_t>(1, nearest), std::max<std::int64_t>(0, size - 1));
}

Division division_of(std::vector<std::int64_t> counts, const std::vector<Taking>& takings) {
  Division division;
  for (const Taking& taking : takings) {
    // A share of all leaves of each class what chance leaves; their sum is known.
    if (!taking.stratify) counts = {sum_of(counts)};
    (taking.split == "test" ? division.test : division.valid) = take(counts, taking.fraction);
  }
  division.train = sum_of(counts);
  return division;
}

}  // namespace maas::data
