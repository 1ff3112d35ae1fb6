#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "encoders/encoder.h"

namespace maas::encoders {

/// The observations in the files that a command line names: JSON lines, each a list of numbers, or
/// an object that has one as `observation` or the numbers by their names; `-` is standard input.
/// @param names  of the numbers; outlive the records
/// @param encode  checks and prepares one observation
/// @throws Error kNotFound, kIo
std::unique_ptr<Records> observation_records(const std::vector<std::string>& arguments,
                                             const std::vector<std::string>& names,
                                             std::function<HostTensors(HostTensors)> encode);

}  // namespace maas::encoders
