#pragma once

#include <cstdint>

#include "maas/fields.h"

namespace maas::data {

/// Which episodes there are.
struct EpisodeOptions {
  std::int64_t episodes = 100;
  std::int64_t seed = 0;
};

inline void describe(Fields& fields, EpisodeOptions& options) {
  fields("episodes", options.episodes,
         "how many there are: as many samples of batches are called an epoch of a training, which "
         "begins its episodes as these do, one after the other")
      .range(between(1, 10'000'000));
  fields("seed", options.seed, "what they begin from; each split has others all the same")
      .range(at_least(0));
}

}  // namespace maas::data
