#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "decoding/encoder/specification.h"
#include "decoding/weight_reader.h"

namespace maas::decoding {

struct EncoderLayerWeights {
  Linear mixing{};  ///< [3 width, width]: query, key and value
  Linear output{};
  NormWeights after_attention{};
  Linear up{}, down{};
  NormWeights after_mlp{};
};

/// The weights of an encoder, where they lie in the mapped files but for those of `mixing`.
struct EncoderWeights {
  kernels::Matrix words{};      ///< [vocabulary, width]
  kernels::Matrix positions{};  ///< [positions, width]
  kernels::Matrix types{};      ///< [types, width]
  NormWeights embedding_norm{};
  std::vector<EncoderLayerWeights> layers{};
  std::optional<Linear> pooler{};                ///< [width, width], where the head needs it
  std::optional<Linear> head{};                  ///< [labels, width], where there is one
  std::vector<Memory> owned{};                   ///< what is not in the files
  std::shared_ptr<const TensorSource> source{};  ///< keeps the mapped files
};

/// Takes the weights that a specification needs from a model's files, whose tensors are called as
/// those of Hugging Face's BertModel or of a model around it.
/// @throws Error kInvalidData if a tensor is missing or of another shape, named with both shapes
EncoderWeights load_encoder_weights(const EncoderSpecification& specification,
                                    std::shared_ptr<const TensorSource> source);

}  // namespace maas::decoding
