#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "encoders/encoder.h"

namespace maas::encoders {

/// The graphs of the files that a command line names: one in a file that ends in .json, else one a
/// line; `-` is standard input. Empty lines are passed over.
/// @param encode  makes the inputs of a graph's text
std::unique_ptr<Records> graph_records(const std::vector<std::string>& arguments,
                                       std::function<HostTensors(std::string_view text)> encode);

}  // namespace maas::encoders
