#pragma once

#include <optional>
#include <string>

#include <nlohmann/json_fwd.hpp>

#include "inference/model.h"

namespace maas::inference {

/// Returns the `config.json` of a description: the architecture's options as top-level keys beside
/// Hugging Face's `model_type`. What the task keeps there is not in it.
nlohmann::ordered_json config_of(const ModelDescription& description, const Int8Plan* int8);

/// Reads what a model directory's `config.json` says of the network; the problem is left to the
/// task.
/// @throws Error kInvalidData naming file and key
ModelDescription described(const store::ModelFiles& files, std::optional<Int8Plan>& int8);

}  // namespace maas::inference
