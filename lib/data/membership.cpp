#include "data/membership.h"

#include <algorithm>
#include <numeric>
#include <tuple>

#include "base/hashing.h"

namespace maas::data {
namespace {

/// Members of one content.
struct Group {
  std::int64_t stratum = 0;
  std::uint64_t rank = 0;
  std::vector<std::size_t> members;

  friend bool operator<(const Group& one, const Group& other) {
    return std::tie(one.stratum, one.rank, one.members) <
           std::tie(other.stratum, other.rank, other.members);
  }
};

/// Returns the groups, stratum by stratum in the order of their ranks.
std::vector<Group> ranked(std::span<const Member> members, std::uint64_t key) {
  std::vector<std::size_t> order(members.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return std::tie(members[a].content, members[a].stratum, a) <
           std::tie(members[b].content, members[b].stratum, b);
  });
  std::vector<Group> groups;
  for (std::size_t i = 0; i < order.size(); ++i) {
    const Member& member = members[order[i]];
    if (i == 0 || member.content != members[order[i - 1]].content) {
      groups.push_back({member.stratum, base::mix(base::mix(key) ^ member.content), {}});
    }
    groups.back().members.push_back(order[i]);
  }
  std::sort(groups.begin(), groups.end());
  return groups;
}

/// Hands the groups of one stratum out, in their order.
void hand_out(std::span<const Group> groups, std::span<const double> fractions,
              std::vector<std::size_t>& shares) {
  double size = 0;
  for (const Group& group : groups) size += static_cast<double>(group.members.size());
  std::size_t share = fractions.size() - std::min(fractions.size(), groups.size());
  double wanted = 0;
  for (std::size_t i = 0; i <= share; ++i) wanted += size * fractions[i];
  double taken = 0;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    const auto more = static_cast<double>(groups[i].members.size());
    const std::size_t behind = fractions.size() - 1 - share;
    const bool is_full = taken + more / 2 > wanted || groups.size() - i <= behind;
    if (i > 0 && behind > 0 && is_full) wanted += size * fractions[++share];
    taken += more;
    for (const std::size_t member : groups[i].members) shares[member] = share;
  }
}

}  // namespace

std::vector<std::size_t> shares_of(std::span<const Member> members,
                                   std::span<const double> fractions, std::uint64_t key) {
  std::vector<std::size_t> shares(members.size());
  const std::vector<Group> groups = ranked(members, key);
  for (auto first = groups.begin(); first != groups.end();) {
    const auto end = std::find_if(
        first, groups.end(), [&](const Group& group) { return group.stratum != first->stratum; });
    hand_out({first, end}, fractions, shares);
    first = end;
  }
  return shares;
}

std::vector<bool> share_of(std::span<const Member> members, double fraction, std::uint64_t key) {
  const std::vector<double> fractions = {fraction, 1 - fraction};
  std::vector<bool> chosen;
  for (const std::size_t share : shares_of(members, fractions, key)) chosen.push_back(share == 0);
  return chosen;
}

}  // namespace maas::data
