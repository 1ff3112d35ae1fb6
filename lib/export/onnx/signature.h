#pragma once

#include <map>
#include <string>

#include "export/onnx/lower.h"
#include "inference/model.h"

namespace maas::exporters::onnx {

/// Says what of a network's output clients are told of, by what name and in which unit: that of the
/// task's signature, or `logits` where that has their probabilities.
void take_output(const inference::Model& model, Ends& ends);

/// Returns what whoever runs the file has to know: how inputs are made of raw records, and what
/// stands at the positions of the output.
std::map<std::string, std::string> metadata_of(const inference::Model& model);

}  // namespace maas::exporters::onnx
