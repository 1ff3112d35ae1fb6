#pragma once

#include <cstdint>
#include <string>

#include <simdjson.h>

#include "base/budget.h"
#include "inference/engine.h"

namespace maas::serving::oip {

/// Reads the `data` of a tensor whose name, shape and type are known into `tensor.data`.
///
/// The values are flat in row-major order or nested as the shape says. `null` among floating
/// numbers is a missing value, NaN.
///
/// @param memory  is grown by what the values take, before they are there
/// @throws Error kInvalidData if a value does not fit `datatype`, or if the values are more, fewer
///   or nested otherwise than the shape says; the message names the tensor, the value and the
///   limit; kInvalidData, kBusy as Lease::grow
void read_data(simdjson::ondemand::value data, const std::string& datatype, std::size_t body_size,
               inference::HostTensor& tensor, base::Budget::Lease& memory);

/// The most elements of BYTES in a tensor: more than any model takes at once, and few enough that
/// what each costs beside its bytes does not matter.
inline constexpr std::size_t kMostTexts = std::size_t{1} << 16;

/// Returns how many values a tensor's shape asks for.
///
/// @param most  as many as the body could hold
/// @throws Error kInvalidData if they are more
std::size_t element_count(const inference::HostTensor& tensor, std::size_t most);

/// The same for BYTES.
/// @throws Error kInvalidData if they are more, or more than `kMostTexts`
std::size_t text_count(const inference::HostTensor& tensor, std::size_t most);

/// Returns a token of a request for a message: no longer than a few words, printable.
std::string shown(std::string_view token);

}  // namespace maas::serving::oip
