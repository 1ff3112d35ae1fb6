#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "encoders/encoder.h"

/// Requests of texts, as every encoder of texts takes them: the one input `text`, BYTES [N] or
/// [N, 1].
namespace maas::encoders {

inline constexpr const char* kTextInput = "text";

TensorSpec text_input();

/// Returns a request of these texts.
HostTensors text_request(std::vector<std::string> texts);

/// Returns the bytes of the longest of a request's texts.
/// @throws Error kInvalidData as texts_in and check_one_each; for a text that is empty or no UTF-8
std::int64_t check_texts(HostTensors& inputs);

/// Returns the parts `ids` [N, longest] and `lengths` [N] of lists of tokens, padded with zeros.
/// @param lists  at least one
HostTensors padded(const std::vector<std::vector<std::int64_t>>& lists);

}  // namespace maas::encoders
