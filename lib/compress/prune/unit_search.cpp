#include "compress/prune/unit_search.h"

#include <algorithm>
#include <functional>
#include <numeric>
#include <ranges>
#include <tuple>

#include "maas/error.h"

namespace maas::pruners {
namespace {

std::int64_t product(const std::vector<std::int64_t>& shape) {
  return std::accumulate(shape.begin(), shape.end(), std::int64_t{1}, std::multiplies<>());
}

struct Candidate {
  double importance = 0;
  std::size_t group = 0;
  std::size_t unit = 0;
};

/// Every unit of every group, the least important first.
std::vector<Candidate> candidates_of(const std::vector<std::vector<double>>& importance) {
  std::vector<Candidate> candidates;
  for (std::size_t group = 0; group < importance.size(); ++group) {
    for (std::size_t unit = 0; unit < importance[group].size(); ++unit) {
      candidates.push_back({importance[group][unit], group, unit});
    }
  }
  std::ranges::sort(candidates, {}, [](const Candidate& candidate) {
    return std::tuple(candidate.importance, candidate.group, candidate.unit);
  });
  return candidates;
}

KeptUnits all_units(const std::vector<CoupledUnits>& groups) {
  KeptUnits kept;
  for (const CoupledUnits& group : groups) {
    kept.emplace_back();
    for (std::int64_t unit = 0; unit < group.units; ++unit) {
      kept.back().insert(static_cast<std::size_t>(unit));
    }
  }
  return kept;
}

void require_removable(std::int64_t total, std::int64_t target) {
  if (total > target) return;
  throw failure_with_hint(ErrorCode::kInvalidRecipe, "lower --target-params",
                          "the model has {} parameters, a target of {} removes none", total,
                          target);
}

void require_reached(std::int64_t total, std::int64_t target) {
  if (total <= target) return;
  throw failure_with_hint(ErrorCode::kInvalidRecipe,
                          "raise --target-params, or name more kinds of units by --structured",
                          "{} parameters are left with one unit per layer, the target is {}", total,
                          target);
}

}  // namespace

ParameterCount::ParameterCount(const tensor::NamedTensors& weights) {
  for (const auto& [name, tensor] : weights) {
    shapes_[name] = tensor.sizes().vec();
    total_ += tensor.numel();
  }
}

void ParameterCount::resize(const CoupledUnits& group, std::int64_t units) {
  for (const graph::Slice& slice : group.slices) {
    const auto found = shapes_.find(slice.parameter);
    if (found == shapes_.end()) continue;  // a buffer
    const std::int64_t before = product(found->second);
    found->second[static_cast<std::size_t>(slice.dimension)] += units * slice.repeat;
    total_ += product(found->second) - before;
  }
}

KeptUnits choose_units(const std::vector<CoupledUnits>& groups,
                       const std::vector<std::vector<double>>& importance,
                       const tensor::NamedTensors& weights, std::int64_t target) {
  ParameterCount count(weights);
  require_removable(count.total(), target);
  KeptUnits kept = all_units(groups);
  std::vector<Candidate> removed;
  for (const Candidate& candidate : candidates_of(importance)) {
    if (count.total() <= target) break;
    if (kept[candidate.group].size() == 1) continue;
    kept[candidate.group].erase(candidate.unit);
    count.remove_one(groups[candidate.group]);
    removed.push_back(candidate);
  }
  require_reached(count.total(), target);
  for (const Candidate& candidate : std::views::reverse(removed)) {
    count.restore_one(groups[candidate.group]);
    if (count.total() <= target) {
      kept[candidate.group].insert(candidate.unit);
    } else {
      count.remove_one(groups[candidate.group]);
    }
  }
  return kept;
}

}  // namespace maas::pruners
