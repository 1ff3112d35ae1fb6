#pragma once

#include <map>
#include <string>

#include "export/onnx/builder.h"

namespace maas::exporters::onnx {

/// Writes one operator of LibTorch in those of ONNX and returns the name of its result.
using Lowering = std::string (*)(Builder&, const graph::Node&);

/// By LibTorch's name.
const std::map<std::string, Lowering>& lowerings();

}  // namespace maas::exporters::onnx
