#pragma once

#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "decoding/memory.h"
#include "decoding/names.h"
#include "decoding/specification.h"
#include "decoding/tensor_source.h"
#include "decoding/weight_reader.h"
#include "kernels/matrix.h"

namespace maas::decoding {

struct AttentionWeights {
  Linear query{}, key{}, value{}, output{};
  std::vector<float> query_norm{}, key_norm{};  ///< or empty
  std::vector<float> sinks{};                   ///< [heads], or empty
};

struct MlpWeights {
  Linear gate{};  ///< of a gated one
  Linear up{}, down{};
};

struct ExpertWeights {
  kernels::Matrix router{};  ///< [experts, width]
  std::vector<MlpWeights> experts{};
};

struct LayerWeights {
  std::optional<NormWeights> before_mixer{}, after_mixer{}, before_mlp{}, after_mlp{};
  AttentionWeights attention{};
  std::variant<MlpWeights, ExpertWeights> mlp{};
};

/// The weights of a decoder: those of 16 and 32 bits where they lie in the mapped files, others
/// widened into memory of their own.
struct Weights {
  kernels::Matrix embedding{};  ///< [vocabulary, width]
  kernels::Matrix positions{};  ///< [context, width], where they are learned
  std::vector<LayerWeights> layers{};
  NormWeights last_norm{};
  kernels::Matrix logits{};  ///< [vocabulary, width]; the embedding where it is tied
  std::vector<Memory> widened{};
  std::shared_ptr<const TensorSource> source{};  ///< keeps the mapped files
};

/// Takes the weights that a specification needs from a model's files.
/// @throws Error kInvalidData if a tensor is missing or of another shape, named with both shapes
Weights load_weights(const Specification& specification, const Names& names,
                     std::shared_ptr<const TensorSource> source);

/// Bytes of weights that one token of a decode reads.
std::size_t bytes_a_token(const Specification& specification, const Weights& weights);

}  // namespace maas::decoding
