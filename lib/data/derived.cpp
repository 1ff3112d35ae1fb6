#include "data/derived.h"

#include <set>
#include <system_error>

#include "base/files.h"
#include "base/output.h"
#include "formats/json/json.h"
#include "maas/error.h"

namespace maas::data {

namespace fs = std::filesystem;

namespace {

void add_names(const std::string& prefix, const formats::OrderedJson& names,
               std::set<std::string>& files) {
  for (const auto& name : names) {
    if (name.is_string()) files.insert(prefix + name.get<std::string>());
  }
}

/// The files that a manifest lists: by their names, or by the folder that they are in.
std::set<std::string> listed_files(const DerivedFolder& folder) {
  const auto manifest = formats::read_json<formats::OrderedJson>(folder.output / folder.manifest);
  std::set<std::string> files = {folder.manifest};
  if (!manifest.is_object() || !manifest.contains("files")) return files;
  const auto& listed = manifest["files"];
  if (listed.is_array()) add_names("", listed, files);
  if (!listed.is_object()) return files;
  for (const auto& [split, names] : listed.items()) add_names(split + "/", names, files);
  return files;
}

fs::path real_path(const fs::path& path) {
  std::error_code error;
  fs::path whole = fs::weakly_canonical(path, error);
  if (error) base::fail_to_create(path, error.value());
  return whole;
}

}  // namespace

bool lies_in(const fs::path& path, const fs::path& folder) {
  const fs::path way = real_path(path).lexically_relative(real_path(folder));
  return !way.empty() && base::stays_below(way);
}

void check_output(const DerivedFolder& folder, bool force) {
  const std::string output = folder.output.string();
  const std::string source = folder.source.string();
  base::check_directory_creatable(folder.output);
  if (lies_in(output, source)) {
    throw failure_with_hint(ErrorCode::kCannotCreate, "choose a path beside the source",
                            "'{}' lies in '{}', which is read", output, source);
  }
  if (!base::exists(output) || base::is_empty_directory(output)) return;
  if (!base::exists(folder.output / folder.manifest)) {
    throw failure_with_hint(ErrorCode::kCannotCreate, "choose another path",
                            "cannot create '{}': it is there, and maas did not write it", output);
  }
  if (lies_in(source, output)) {
    throw failure_with_hint(ErrorCode::kCannotCreate, "choose a path beside the source",
                            "'{}', which is read, lies in '{}'", source, output);
  }
  if (!force) {
    throw failure_with_hint(ErrorCode::kCannotCreate, "pass --force to replace it",
                            "cannot create '{}': {} is there", output, folder.what);
  }
  base::check_nothing_foreign(folder.output, listed_files(folder));
}

}  // namespace maas::data
