#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "encoders/encoder.h"

namespace maas::encoders {

/// Returns the texts of a request that has one input of BYTES.
/// @param name  of the input
/// @throws Error kInvalidData if it has others
std::vector<std::string>& texts_in(HostTensors& inputs, const char* name);

/// Makes sure that an input has one text a sample, [N] or [N, 1].
/// @throws Error kInvalidData
void check_one_each(const HostTensor& input, std::size_t texts);

}  // namespace maas::encoders
