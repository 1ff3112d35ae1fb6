#pragma once

#include <string>
#include <vector>

#include "decoding/config.h"
#include "decoding/names.h"
#include "decoding/specification.h"

namespace maas::decoding {

/// More than this are not read, so that a number alone takes no memory; check() refuses them.
inline constexpr std::int64_t kMostLayers = 10001;

/// What a family makes of a `config.json`.
struct Decoder {
  Specification specification;
  Names names;
};

/// Returns the `model_type`s that are known, sorted.
std::vector<std::string> known_families();

/// Reads a `config.json` by the family that its `model_type` names.
/// @throws Error kInvalidRecipe if no family of ours is meant, with those that are; kInvalidData if
///   a key is missing, of another type, or says what the family does not have
Decoder decoder_of(const Config& config);

/// A decoder whose keys are called as Llama's are, all layers alike: rotary attention of
/// `num_attention_heads` and `num_key_value_heads`, RMSNorm, a gated MLP.
Decoder llama_like(const Config& config);

/// Reads rotary positions: `rope_theta`, `partial_rotary_factor` and `rope_scaling`, or all of them
/// below `rope_parameters`.
Rotary rotary_of(const Config& config, std::int64_t head_size);

/// Reads them from an object of their own.
/// @param config  has the context
Rotary rotary_of(const Config& rope, const Config& config, std::int64_t head_size);

/// Reads the name of an activation function.
/// @throws Error kInvalidData if it is not known
Activation activation_of(const Config& config, const char* key);

/// Returns the attention of a layer that has one.
/// @pre it has
Attention& attention_of(Layer& layer);

}  // namespace maas::decoding
