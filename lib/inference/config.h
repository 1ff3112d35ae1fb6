#pragma once

#include <optional>
#include <string>

#include <nlohmann/json_fwd.hpp>

#include "inference/model.h"

namespace maas::inference {

/// Returns the `config.json` of a description: the architecture's options as top-level keys beside
/// Hugging Face's `model_type`, `id2label` and `label2id`.
nlohmann::ordered_json config_of(const ModelDescription& description, const Int8Plan* int8);

/// Reads a model directory's `config.json` and `preprocessor_config.json`.
/// @throws Error kInvalidData naming file and key; kNotFound
ModelDescription read_description(const std::filesystem::path& directory,
                                  const store::ModelManifest& manifest,
                                  std::optional<Int8Plan>& int8);

}  // namespace maas::inference
