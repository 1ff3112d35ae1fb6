#include "store/model_manifest.h"

#include <nlohmann/json.hpp>

#include "base/files.h"
#include "base/hashing.h"
#include "formats/json/json.h"
#include "recipe/json_file.h"
#include "recipe/write.h"
#include "store/infer_manifest.h"
#include "store/schema.h"

namespace maas::store {

namespace fs = std::filesystem;
using formats::OrderedJson;

namespace {

constexpr const char* kSchema = "maas.model/v1";

}  // namespace

ModelManifest read_model_manifest(const fs::path& directory) {
  const fs::path path = directory / kModelManifest;
  if (!base::exists(path)) return infer_manifest(directory);
  auto document = formats::read_json<OrderedJson>(path);
  check_schema(document, kSchema, path);
  const OrderedJson recipe = document.value("recipe", OrderedJson());
  document.erase("recipe");
  auto manifest = recipe::from_json_to<ModelManifest>(document, path.string(), {},
                                                      {.ignore_unknown_keys = true});
  if (!recipe.is_null()) manifest.recipe = recipe.dump();
  return manifest;
}

void write_model_manifest(const fs::path& directory, const ModelManifest& manifest) {
  const fs::path path = directory / kModelManifest;
  OrderedJson document = {{"schema", kSchema}};
  document.update(recipe::to_json_of(manifest));
  if (!manifest.recipe.empty()) {
    document["recipe"] = formats::parse_json<OrderedJson>(manifest.recipe, path.string());
  }
  formats::write_json(path, document);
}

void check_sizes(const fs::path& directory, const ModelManifest& manifest) {
  for (const auto& [name, record] : manifest.files) {
    const fs::path path = directory / name;
    if (!base::stays_below(name)) {
      fail(ErrorCode::kInvalidData, "'{}': file '{}' is not below the directory",
           (directory / kModelManifest).string(), name);
    }
    std::error_code error;
    const auto bytes = fs::file_size(path, error);
    if (error) {
      fail(ErrorCode::kInvalidData, "'{}' is missing: {}", path.string(), error.message());
    }
    if (bytes != static_cast<std::uintmax_t>(record.bytes)) {
      fail(ErrorCode::kInvalidData, "'{}' has {} bytes, its manifest says {}", path.string(), bytes,
           record.bytes);
    }
  }
}

void verify_files(const fs::path& directory, const ModelManifest& manifest) {
  check_sizes(directory, manifest);
  for (const auto& [name, record] : manifest.files) {
    const fs::path path = directory / name;
    const std::string digest = base::sha256_file(path);
    if (digest != record.sha256) {
      fail(ErrorCode::kInvalidData, "'{}' has SHA-256 {}, its manifest says {}", path.string(),
           digest, record.sha256);
    }
  }
}

}  // namespace maas::store
