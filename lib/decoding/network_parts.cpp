#include "decoding/network_parts.h"

#include <algorithm>

namespace maas::decoding {
namespace {

bool is_same(const Rotary& a, const Rotary& b) {
  return a.theta == b.theta && a.pairs == b.pairs && a.scaling.kind == b.scaling.kind &&
         a.scaling.factor == b.scaling.factor;
}

std::int64_t widest(const Specification& specification, const Buffers& buffers) {
  return std::max({specification.width, buffers.query_size, buffers.mlp_size});
}

}  // namespace

NetworkParts::NetworkParts(Specification wanted, const Weights& its, kernels::Team& threads,
                           std::int64_t context)
    : specification(std::move(wanted)),
      weights(its),
      team(threads),
      buffers(specification, Network::kMostTokens),
      scratch(std::max<std::size_t>(
          64, kernels::scratch_bytes(Network::kMostTokens, widest(specification, buffers),
                                     threads.threads()))) {
  for (const Layer& layer : specification.layers) {
    const auto& rotary = std::get<Attention>(layer.mixer).rotary;
    if (!rotary) {
      turns_of_layer.push_back(0);
      continue;
    }
    const auto same = std::ranges::find_if(
        rotaries, [&](const Rotary& known) { return is_same(known, *rotary); });
    turns_of_layer.push_back(static_cast<std::size_t>(same - rotaries.begin()));
    if (same != rotaries.end()) continue;
    rotaries.push_back(*rotary);
    turns.push_back({RotaryAngles(*rotary, specification.context, context), rotary->pairs});
  }
}

void NetworkParts::prepare(const PagePool& pool, std::span<const Place> places,
                           std::int64_t longest, std::int64_t rows) {
  std::size_t bytes = 0;
  for (std::size_t i = 0; i < specification.layers.size(); ++i) {
    bytes = std::max(bytes, kernels::attention_scratch_bytes(pool.shape(i), attention_options(i),
                                                             longest, team.threads()));
  }
  if (attention_scratch.size() < bytes) attention_scratch = Memory(2 * bytes);
  logits.resize(static_cast<std::size_t>(rows * specification.vocabulary));
  for (Turns& turn : turns) {
    const auto pairs = static_cast<std::size_t>(turn.pairs);
    turn.cosines.resize(places.size() * pairs);
    turn.sines.resize(places.size() * pairs);
    for (std::size_t i = 0; i < places.size(); ++i) {
      turn.angles.at(places[i].position, turn.cosines.data() + i * pairs,
                     turn.sines.data() + i * pairs);
    }
  }
}

}  // namespace maas::decoding
