#pragma once

#include <string>

#include <nlohmann/json_fwd.hpp>

#include "transforms/transform.h"

namespace maas::transforms {

/// Writes the keys of Hugging Face's image processors, and `background_color`.
nlohmann::ordered_json to_json(const PreprocessorConfig& config);

/// Reads them. What is described is done unless its switch says no: pictures with an `image_mean`
/// are normalised where `do_normalize` is missing, those with a `size` resized.
///
/// @param name  of the file, for messages
/// @throws Error kInvalidData naming the key if a value has the wrong type, range or length
PreprocessorConfig preprocessor_from_json(const nlohmann::ordered_json& json,
                                          const std::string& name);

}  // namespace maas::transforms
