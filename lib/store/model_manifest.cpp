#include "store/model_manifest.h"

#include <nlohmann/json.hpp>

#include "base/files.h"
#include "base/hashing.h"
#include "base/parallel.h"
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

using Recorded = std::pair<std::string, FileRecord>;

std::string digest_of(const fs::path& path, DigestCheck check, base::DigestCache& cache) {
  const auto hash = [&] { return base::sha256_file(path); };
  return check == DigestCheck::kAgain ? cache.renew(path, "sha256", hash)
                                      : cache.get(path, "sha256", hash);
}

[[noreturn]] void refuse(const fs::path& path, const std::string& found,
                         const std::string& recorded) {
  throw failure_with_hint(ErrorCode::kInvalidData,
                          "restore the file or make the model again; --no-verify takes it as it is",
                          "'{}' has SHA-256 {}, its manifest says {}", path.string(),
                          base::short_digest(found), base::short_digest(recorded));
}

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

void verify_files(const fs::path& directory, const ModelManifest& manifest, DigestCheck check,
                  base::DigestCache& cache) {
  check_sizes(directory, manifest);
  if (check == DigestCheck::kNone) return;
  const std::vector<Recorded> files(manifest.files.begin(), manifest.files.end());
  std::vector<std::string> digests(files.size());
  base::for_each_index(
      static_cast<std::int64_t>(files.size()),
      [&](std::int64_t index) {
        const auto i = static_cast<std::size_t>(index);
        digests[i] = digest_of(directory / files[i].first, check, cache);
      },
      /*least_per_thread=*/1);
  for (std::size_t i = 0; i < files.size(); ++i) {
    const auto& [name, record] = files[i];
    if (digests[i] == record.sha256) continue;
    // Nothing is refused by what was remembered alone.
    const std::string now = digest_of(directory / name, DigestCheck::kAgain, cache);
    if (now != record.sha256) refuse(directory / name, now, record.sha256);
  }
}

void verify_files(const fs::path& directory, const ModelManifest& manifest, DigestCheck check) {
  base::DigestCache cache;
  verify_files(directory, manifest, check, cache);
}

bool is_whole(const fs::path& directory) {
  if (!base::exists(directory / kModelManifest)) return false;
  try {
    verify_files(directory, read_model_manifest(directory));
  } catch (const Error&) {
    return false;
  }
  return true;
}

}  // namespace maas::store
