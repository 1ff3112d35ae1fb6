#pragma once

#include <filesystem>

#include "export/onnx/lower.h"
#include "formats/onnx/onnx.h"
#include "inference/model.h"

namespace maas::exporters::onnx {

/// Reads a file back: it must hold exactly `meant`, and compute what the model computes.
///
/// @return the largest difference of an output of the network, over batches of 1 and 7 random
/// samples
/// @throws Error kFailed if the file differs, or an output by more than 1e-4; kInvalidData if the
///   file is malformed
double verify(const std::filesystem::path& file, const formats::OnnxModel& meant,
              const inference::Model& model, const Ends& ends);

}  // namespace maas::exporters::onnx
