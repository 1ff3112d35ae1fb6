#pragma once

#include <filesystem>
#include <memory>

#include "decoding/tensor_source.h"

namespace maas::decoding {

/// Maps the weights of a directory: `model.safetensors`, or the shards of its index.
/// @throws Error kNotFound, kIo, kInvalidData
std::shared_ptr<const TensorSource> open_weights(const std::filesystem::path& directory);

/// Maps one file.
/// @throws Error as open_weights
std::shared_ptr<const TensorSource> open_weight_file(const std::filesystem::path& file);

}  // namespace maas::decoding
