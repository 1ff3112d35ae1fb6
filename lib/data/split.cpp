#include "data/split.h"

#include "data/order.h"
#include "data/taking.h"
#include "maas/error.h"

namespace maas::data {
namespace {

/// Marks a share of `members`, chosen by a permutation of their own; one stays unmarked.
void mark(const std::vector<std::int64_t>& members, double fraction, std::uint64_t seed,
          std::uint64_t stream, std::vector<bool>& taken) {
  if (members.empty()) return;
  const auto size = static_cast<std::int64_t>(members.size());
  const std::int64_t count = data::taken_of(size, fraction);
  const Permutation order(seed, stream, size);
  for (std::int64_t i = 0; i < count; ++i) {
    taken[static_cast<std::size_t>(members[static_cast<std::size_t>(order(i))])] = true;
  }
}

/// Whether the classes follow each other, as in a folder of class folders.
bool stands_by_class(const Dataset& set) {
  for (std::int64_t i = 1; i < set.size(); ++i) {
    if (set.label(i) < set.label(i - 1)) return false;
  }
  return set.label(0) < set.label(set.size() - 1);
}

/// The i-th of `count` positions that are spread evenly over `size`; the product may be large.
std::int64_t spread_index(std::int64_t i, std::int64_t count, std::int64_t size) {
  return i * (size / count) + i * (size % count) / count;
}

}  // namespace

std::pair<std::shared_ptr<const Dataset>, std::shared_ptr<const Dataset>> take_out(
    std::shared_ptr<const Dataset> whole, double fraction, bool stratify, std::uint64_t seed) {
  const std::size_t groups = stratify ? whole->classes().size() : 1;
  std::vector<std::vector<std::int64_t>> members(groups);
  for (std::int64_t i = 0; i < whole->size(); ++i) {
    members[stratify ? static_cast<std::size_t>(whole->label(i)) : 0].push_back(i);
  }
  std::vector<bool> taken(static_cast<std::size_t>(whole->size()));
  for (std::size_t group = 0; group < groups; ++group) {
    mark(members[group], fraction, seed, group, taken);
  }
  std::vector<std::int64_t> kept;
  std::vector<std::int64_t> out;
  for (std::int64_t i = 0; i < whole->size(); ++i) {
    (taken[static_cast<std::size_t>(i)] ? out : kept).push_back(i);
  }
  if (kept.empty() || out.empty()) {
    fail(ErrorCode::kInvalidRecipe, "a fraction of {} leaves {} of {} samples to train on",
         fraction, kept.size(), whole->size());
  }
  return {std::make_shared<Subset>(whole, std::move(kept)),
          std::make_shared<Subset>(whole, std::move(out))};
}

std::shared_ptr<const Dataset> limited(std::shared_ptr<const Dataset> whole, std::int64_t count) {
  const std::int64_t size = whole->size();
  if (count >= size) return whole;
  const bool spread = stands_by_class(*whole);
  std::vector<std::int64_t> indices;
  for (std::int64_t i = 0; i < count; ++i)
    indices.push_back(spread ? spread_index(i, count, size) : i);
  return std::make_shared<Subset>(std::move(whole), std::move(indices));
}

}  // namespace maas::data
