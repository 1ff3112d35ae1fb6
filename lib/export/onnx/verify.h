#pragma once

#include <filesystem>

#include "formats/onnx/onnx.h"
#include "inference/model.h"

namespace maas::exporters::onnx {

/// Reads a file back: it must hold exactly `meant`, and compute what the model computes.
///
/// @return the largest difference of a logit, over batches of 1 and 7 random pictures
/// @throws Error kFailed if the file differs, or a logit by more than 1e-4; kInvalidData if the
///   file is malformed
double verify(const std::filesystem::path& file, const formats::OnnxModel& meant,
              const inference::Model& model);

}  // namespace maas::exporters::onnx
