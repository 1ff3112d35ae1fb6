#include "tuning/sampler.h"

#include <algorithm>
#include <optional>

#include "base/hashing.h"
#include "maas/error.h"

namespace maas::tuning {
namespace {

Assignment draw_one(const Space& space, base::Random random) {
  Assignment assignment;
  for (const Axis& axis : space) {
    assignment.emplace_back(axis.key, value_at(axis, random.uniform()));
  }
  return assignment;
}

/// Draws until something new comes, which in a space that is nearly used up takes a while.
std::optional<Assignment> draw_new(const Space& space, std::uint64_t key,
                                   const std::vector<Assignment>& known) {
  constexpr std::uint64_t kAttempts = 1000;
  for (std::uint64_t attempt = 0; attempt < kAttempts; ++attempt) {
    Assignment drawn = draw_one(space, base::Random(base::mix(key) + attempt));
    if (std::find(known.begin(), known.end(), drawn) == known.end()) return drawn;
  }
  return std::nullopt;
}

}  // namespace

std::vector<Assignment> draw(const Space& space, std::uint64_t seed, std::size_t count) {
  std::vector<Assignment> all = {{}};
  while (all.size() < count) {
    auto drawn = draw_new(space, base::mix(seed) + all.size(), all);
    if (!drawn) break;
    all.push_back(*std::move(drawn));
  }
  return all;
}

std::vector<Assignment> grid(const Space& space) {
  constexpr std::size_t kMost = 10000;
  std::vector<Assignment> all = {{}};
  for (const Axis& axis : space) {
    const std::vector<std::string> values = grid_values(axis);
    if (all.size() * values.size() > kMost) {
      fail(ErrorCode::kUsage, "the grid has more than {} points with --space '{}'", kMost,
           axis.text);
    }
    std::vector<Assignment> longer;
    for (const Assignment& beginning : all) {
      for (const std::string& value : values) {
        longer.push_back(beginning);
        longer.back().emplace_back(axis.key, value);
      }
    }
    all = std::move(longer);
  }
  return all;
}

}  // namespace maas::tuning
