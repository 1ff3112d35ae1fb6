#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "decoding/encoder/specification.h"
#include "decoding/encoder/text_reader.h"
#include "maas/predict.h"

namespace maas::language {

/// Returns what an encoder's head says of a text.
/// @param logits  [labels], or of each token [tokens, labels]
/// @param top  labels to tell of
/// @pre there is a head
Prediction told(const decoding::EncoderSpecification& specification, std::string_view text,
                const decoding::EncodedText& encoded, std::span<const float> logits,
                std::int64_t top);

/// Returns what an embedding says, of fewer dimensions if that is asked for.
/// @param normalized  what is left gets the length 1 again
Prediction told(std::span<const float> embedding, std::int64_t dimensions, bool normalized);

}  // namespace maas::language
