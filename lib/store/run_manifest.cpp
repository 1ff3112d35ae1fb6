#include "store/run_manifest.h"

#include "base/files.h"
#include "formats/json/json.h"
#include "recipe/json_file.h"
#include "recipe/write.h"
#include "store/schema.h"

namespace maas::store {

using formats::OrderedJson;

namespace {

constexpr const char* kSchema = "maas.run/v1";

}  // namespace

std::optional<RunManifest> read_run_manifest(const std::filesystem::path& path) {
  if (!base::exists(path)) return std::nullopt;
  const auto document = formats::read_json<OrderedJson>(path);
  check_schema(document, kSchema, path);
  return recipe::from_json_to<RunManifest>(document, path.string(), {},
                                           {.ignore_unknown_keys = true});
}

void write_run_manifest(const std::filesystem::path& path, const RunManifest& manifest) {
  OrderedJson document = {{"schema", kSchema}};
  document.update(recipe::to_json_of(manifest));
  formats::write_json(path, document);
}

}  // namespace maas::store
