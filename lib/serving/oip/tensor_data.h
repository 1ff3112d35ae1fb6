#pragma once

#include <cstdint>
#include <string>

#include <simdjson.h>

#include "inference/engine.h"

namespace maas::serving::oip {

/// Reads the `data` of a tensor whose name, shape and type are known into `tensor.data`.
///
/// The values are flat in row-major order or nested as the shape says.
///
/// @throws Error kInvalidData if a value does not fit `datatype`, or if the values are more, fewer
///   or nested otherwise than the shape says; the message names the tensor, the value and the limit
void read_data(simdjson::ondemand::value data, const std::string& datatype, std::size_t body_size,
               inference::HostTensor& tensor);

/// Returns how many values a tensor's shape asks for, of which each takes a byte or more.
///
/// @throws Error kInvalidData if they cannot be in a body of that size
std::size_t element_count(const inference::HostTensor& tensor, std::size_t body_size);

/// @throws Error kInvalidData naming the tensor and the types that are taken
[[noreturn]] void fail_datatype(const std::string& datatype, const inference::HostTensor& tensor);

/// Returns a token of a request for a message: no longer than a few words, printable.
std::string shown(std::string_view token);

}  // namespace maas::serving::oip
