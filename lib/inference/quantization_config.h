#pragma once

#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

namespace maas::inference {

/// How 8-bit layers are held. The layout is compressed-tensors' int-quantized: `X.weight` int8 with
/// `X.weight_scale` per output, [out, 1] or [out, 1, 1, 1].
struct Int8Plan {
  std::string scheme;                ///< w8a8 or w8a16
  std::vector<std::string> layers;   ///< names of the layers that are int8
  std::vector<std::string> ignored;  ///< names of the layers of these types that are not
};

/// Returns the `quantization_config` of `config.json`.
nlohmann::ordered_json to_json(const Int8Plan& plan);

/// Reads it; which layers are int8 is told by their scales.
/// @param file  its name, for messages
/// @throws Error kInvalidData if it is another method, format or number of bits than can be run
///   here
Int8Plan int8_plan_from_json(const nlohmann::ordered_json& json, const std::string& file);

}  // namespace maas::inference
