#include "data/split.h"

#include <cmath>
#include <numeric>
#include <optional>
#include <string>
#include <tuple>

#include <fmt/format.h>

#include "base/hashing.h"
#include "base/strings.h"
#include "data/membership.h"
#include "maas/catalog.h"
#include "maas/error.h"

namespace maas::data {
namespace {

/// Whether the classes follow each other, as in a folder of class folders.
bool stands_by_class(const Dataset& set) {
  if (set.classes().empty()) return false;
  for (std::int64_t i = 1; i < set.size(); ++i) {
    if (set.label(i) < set.label(i - 1)) return false;
  }
  return set.label(0) < set.label(set.size() - 1);
}

/// The i-th of `count` positions that are spread evenly over `size`; the product may be large.
std::int64_t spread_index(std::int64_t i, std::int64_t count, std::int64_t size) {
  return i * (size / count) + i * (size % count) / count;
}

std::vector<Member> members_of(const Dataset& set, bool stratify, Progress& progress) {
  const std::vector<std::uint64_t> contents = content_keys(set, progress);
  const bool has_strata = stratify && !set.classes().empty();
  std::vector<Member> members;
  for (std::size_t i = 0; i < contents.size(); ++i) {
    members.push_back({contents[i], has_strata ? set.label(static_cast<std::int64_t>(i)) : 0});
  }
  return members;
}

/// @throws Error kInvalidRecipe if the samples follow each other
void require_no_order(const Dataset& set, const std::string& split) {
  const bool is_series = set.kind() == kind::kSeries;
  if (!is_series && set.kind() != kind::kTokens) return;
  throw failure_with_hint(ErrorCode::kInvalidRecipe, fmt::format("write data.{}.by: order", split),
                          "data.{}.by: {} out of its middle", split,
                          is_series ? "a series follows the order of time, and a hash would take "
                                      "steps"
                                    : "a text is read from its beginning to its end, and a hash "
                                      "would take paragraphs");
}

}  // namespace

TakenOut take_out(std::shared_ptr<const Dataset> whole, double fraction, bool stratify,
                  std::uint64_t key, Progress& progress) {
  const std::vector<bool> taken = share_of(members_of(*whole, stratify, progress), fraction, key);
  std::vector<std::int64_t> kept;
  std::vector<std::int64_t> out;
  for (std::size_t i = 0; i < taken.size(); ++i) {
    (taken[i] ? out : kept).push_back(static_cast<std::int64_t>(i));
  }
  return {choose(whole, std::move(kept)), choose(whole, std::move(out))};
}

TakenOut take_last(std::shared_ptr<const Dataset> whole, double fraction) {
  const std::int64_t size = whole->size();
  const auto left = size - std::llround(fraction * static_cast<double>(size));
  std::vector<std::int64_t> indices(static_cast<std::size_t>(size));
  std::iota(indices.begin(), indices.end(), 0);
  const auto border = indices.begin() + left;
  return {choose(whole, {indices.begin(), border}), choose(whole, {border, indices.end()})};
}

Division divide(std::shared_ptr<const Dataset> whole, const DataBlock& data, Progress& progress) {
  Division parts{.train = std::move(whole), .valid = nullptr, .test = nullptr};
  const auto seed = static_cast<std::uint64_t>(data.split_seed);
  double left = 1;
  const auto take = [&](const std::string& split, const std::optional<SplitBlock>& block,
                        std::uint64_t key, std::shared_ptr<const Dataset>& samples) {
    if (!block || block->from.empty()) return;
    if (block->by != "order") require_no_order(*parts.train, split);
    const double share = block->fraction / left;
    std::tie(parts.train, samples) =
        block->by == "order" ? take_last(parts.train, share)
                             : take_out(parts.train, share, block->stratify, key, progress);
    left -= block->fraction;
    if (parts.train->size() > 0 && samples->size() > 0) return;
    throw failure_with_hint(
        ErrorCode::kInvalidRecipe,
        "a class needs 2 samples that differ for one split to be taken out, 3 for two",
        "data.{}: the training samples are too few to take {} of them out", split,
        base::shortest(block->fraction));
  };
  take("test", data.test, base::mix(seed), parts.test);
  take("valid", data.valid, seed, parts.valid);
  return parts;
}

std::shared_ptr<const Dataset> limited(std::shared_ptr<const Dataset> whole, std::int64_t count) {
  const std::int64_t size = whole->size();
  if (count >= size) return whole;
  const bool spread = stands_by_class(*whole);
  std::vector<std::int64_t> indices;
  for (std::int64_t i = 0; i < count; ++i)
    indices.push_back(spread ? spread_index(i, count, size) : i);
  return choose(std::move(whole), std::move(indices));
}

}  // namespace maas::data
