#pragma once

#include <filesystem>
#include <set>
#include <string>

#include "base/files.h"
#include "store/model_writer.h"

namespace maas::store::test {

/// Returns a manifest with something in every field.
inline ModelManifest some_manifest() {
  ModelManifest manifest;
  manifest.task = "image-classification";
  manifest.architecture = "mlp";
  manifest.signature = {.inputs = {{"image", "UINT8", {-1, 1, 28, 28}}},
                        .outputs = {{"probabilities", "FP32", {-1, 10}}}};
  manifest.labels = {"null", "7", "shoe"};
  manifest.metrics = {{"test.acc", 0.1}};
  manifest.recipe = R"({"seed":42,"model":{"arch":"mlp"}})";
  manifest.lineage = {{"train", "/recipes/mlp.yaml", "ab", {{"seed", "42"}}}};
  return manifest;
}

/// Publishes a model of two files.
inline void publish(const std::filesystem::path& path, bool force = false,
                    const std::string& weights = "weights") {
  ModelWriter writer(path, force);
  base::write_file(writer.file("config.json"), R"({"model_type":"mlp"})");
  base::write_file(writer.file("model.safetensors"), weights);
  writer.publish(some_manifest());
}

inline std::set<std::string> names_in(const std::filesystem::path& directory) {
  std::set<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(directory)) {
    names.insert(entry.path().filename().string());
  }
  return names;
}

}  // namespace maas::store::test
