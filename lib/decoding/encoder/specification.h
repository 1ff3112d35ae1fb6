#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "decoding/config.h"
#include "kernels/vector.h"

namespace maas::decoding {

/// What an encoder tells of texts.
enum class Telling : std::uint8_t {
  kEmbedding,  ///< a vector, pooled from those of the tokens
  kClass,      ///< which of the labels holds
  kClasses,    ///< each label by itself: any number may hold
  kValue,      ///< a number
  kScore,      ///< how well two texts suit each other, 0 to 1
  kRawScore,   ///< the same without bounds
  kTokens,     ///< a label of each token
};

/// A bidirectional transformer of BERT's kind (https://arxiv.org/abs/1810.04805) as data: positions
/// and kinds of texts are learned, norms stand behind what is added.
struct EncoderSpecification {
  std::int64_t vocabulary = 0;
  std::int64_t width = 0;
  std::int64_t positions = 0;  ///< most tokens of a text
  std::int64_t types = 0;      ///< kinds of texts: the first and the second of a pair
  std::int64_t layers = 0;
  std::int64_t heads = 0;
  std::int64_t mlp_size = 0;
  kernels::Activation activation = kernels::Activation::kGelu;
  float eps = 1e-12F;
  Telling telling = Telling::kEmbedding;
  std::vector<std::string> labels{};  ///< of what a head gives; none of embeddings

  std::int64_t head_size() const { return width / heads; }
};

/// Whether an encoder's answer is that of a head on the first token.
bool has_pooler(const EncoderSpecification& specification);

/// Reads the `config.json` of an encoder.
/// @throws Error kInvalidRecipe if it is of an architecture, or has positions, that cannot be run;
///   kInvalidData if a key is missing or of another type, or sizes do not fit each other
EncoderSpecification encoder_specification_of(const Config& config);

}  // namespace maas::decoding
