#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "encoders/encoder.h"

namespace maas::encoders {

/// The texts of the files that a command line names: a line a text, or JSON lines with a string
/// under a key; `-` is standard input. Empty lines are passed over.
/// @param key  of JSON lines: "text"
/// @param encode  makes the inputs of a text
std::unique_ptr<Records> text_records(const std::vector<std::string>& arguments, std::string key,
                                      std::function<HostTensors(std::string text)> encode);

}  // namespace maas::encoders
