#pragma once

#include <span>
#include <vector>

#include "decoding/buffers.h"
#include "decoding/experts.h"
#include "decoding/network.h"
#include "decoding/rotary.h"

namespace maas::decoding {

/// A token of a step.
struct Place {
  std::int32_t token;
  std::int64_t position;
  std::byte* page;
};

/// Cosines and sines of the tokens of a step, of one kind of rotary positions.
struct Turns {
  RotaryAngles angles;
  std::int64_t pairs;
  std::vector<float> cosines{};  ///< [tokens, pairs]
  std::vector<float> sines{};
};

/// What a network works with.
struct NetworkParts {
  NetworkParts(Specification wanted, const Weights& its, kernels::Team& threads,
               std::int64_t context);

  kernels::AttentionOptions attention_options(std::size_t layer) const {
    const auto& attention = std::get<Attention>(specification.layers[layer].mixer);
    const std::vector<float>& sinks = weights.layers[layer].attention.sinks;
    return {.heads = attention.heads,
            .scale = attention.scale,
            .soft_cap = attention.soft_cap,
            .window = attention.window,
            .sinks = sinks.empty() ? nullptr : sinks.data()};
  }

  /// Makes ready for a step: memory, and the angles of its tokens.
  void prepare(const PagePool& pool, std::span<const Place> places, std::int64_t longest,
               std::int64_t rows);

  kernels::Scratch product_scratch() const { return {scratch.data(), scratch.size()}; }

  Specification specification;
  const Weights& weights;
  kernels::Team& team;
  Buffers buffers;
  Memory scratch;
  Memory attention_scratch;
  std::vector<Rotary> rotaries;
  std::vector<Turns> turns;                 ///< one for each of `rotaries`
  std::vector<std::size_t> turns_of_layer;  ///< which of them
  std::vector<float> logits;
  Routes routes;
};

}  // namespace maas::decoding
