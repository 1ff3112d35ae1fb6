#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace maas::data {

/// What decides where a sample goes: nothing that depends on the other samples.
struct Member {
  std::uint64_t content = 0;  ///< the sample's digest
  std::int64_t stratum = 0;   ///< its class, or 0 for all
};

/// Divides members: of each stratum those of the lowest ranks go to the first share, the next ones
/// to the second and so on. Ranks are keyed hashes of the content.
///
/// Members of equal content go together, with the least of their strata. So a sample that is added
/// or removed moves only what stands at a border of its stratum. Shares are rounded to the nearest
/// that whole contents allow. None of a stratum is empty unless there are fewer contents than
/// shares: then the last ones get them.
///
/// @param fractions  of each share, above 0; their sum is 1
/// @return the share of each member
std::vector<std::size_t> shares_of(std::span<const Member> members,
                                   std::span<const double> fractions, std::uint64_t key);

/// Chooses the members of the first of two shares.
/// @param fraction  in (0, 1)
/// @return whether each member is chosen
std::vector<bool> share_of(std::span<const Member> members, double fraction, std::uint64_t key);

}  // namespace maas::data
