#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace maas::data {

/// What decides where a sample goes: nothing that depends on the other samples.
struct Member {
  std::uint64_t content = 0;  ///< the sample's digest
  std::int64_t stratum = 0;   ///< its class, or 0 for all
};

/// Chooses the members of a share: of each stratum those of the lowest ranks, which are keyed
/// hashes of the content.
///
/// Members of equal content go together, with the least of their strata. So a sample that is added
/// or removed moves only what stands at the border of its stratum. The share is rounded to the
/// nearest that whole contents allow; of a stratum with two contents or more at least one is taken,
/// and one is left.
///
/// @param fraction  in (0, 1)
/// @return whether each member is chosen
std::vector<bool> share_of(std::span<const Member> members, double fraction, std::uint64_t key);

}  // namespace maas::data
