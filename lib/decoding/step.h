#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "decoding/network_parts.h"

namespace maas::decoding {

/// One step of a network.
struct Step {
  NetworkParts& parts;
  const PagePool& pool;
  std::span<const Reading> readings;
  std::vector<Place> places{};
  std::vector<std::int64_t> rows{};  ///< tokens whose logits are wanted

  std::int64_t tokens() const { return std::ssize(places); }
};

/// What each worker of the team runs: embedding, layers, logits.
void run_step(const Step& step, kernels::Worker& worker);

}  // namespace maas::decoding
