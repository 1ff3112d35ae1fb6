#include "survey/divide.h"

#include <set>
#include <system_error>

#include <nlohmann/json.hpp>

#include "base/files.h"
#include "base/hashing.h"
#include "base/posix.h"
#include "formats/json/json.h"
#include "maas/error.h"
#include "survey/listing.h"

namespace maas::survey {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

namespace {

constexpr const char* kManifest = "split.json";
constexpr const char* kSchema = "maas.data-split/v1";

/// The files that the manifest of a division lists.
std::set<std::string> listed_files(const fs::path& directory) {
  const Json manifest = formats::read_json<Json>(directory / kManifest);
  std::set<std::string> files = {kManifest};
  if (!manifest.is_object() || !manifest.contains("files")) return files;
  for (const auto& [split, names] : manifest["files"].items()) {
    for (const Json& name : names) {
      if (name.is_string()) files.insert(split + "/" + name.get<std::string>());
    }
  }
  return files;
}

/// @throws Error kCannotCreate unless every file is one that maas wrote
void check_nothing_foreign(const fs::path& directory) {
  const std::set<std::string> ours = listed_files(directory);
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(directory)) {
    const std::string name = entry.path().lexically_relative(directory).string();
    const bool is_folder = entry.is_directory() && !entry.is_symlink();
    if (is_folder || ours.contains(name)) continue;
    throw failure_with_hint(ErrorCode::kCannotCreate, "move the file away, or choose another path",
                            "cannot replace '{}': maas did not write '{}'", directory.string(),
                            name);
  }
}

/// Whether a path is a folder or below it, wherever links lead.
bool lies_in(const fs::path& path, const fs::path& folder) {
  const fs::path way = fs::weakly_canonical(path).lexically_relative(fs::weakly_canonical(folder));
  return !way.empty() && base::stays_below(way);
}

void check_output(const DivideRequest& request) {
  const fs::path& output = request.output;
  if (lies_in(output, request.source)) {
    throw failure_with_hint(ErrorCode::kCannotCreate, "choose a path beside the source",
                            "'{}' lies in '{}', which is read", output.string(),
                            request.source.string());
  }
  if (!base::exists(output) || base::is_empty_directory(output)) return;
  if (!base::exists(output / kManifest)) {
    throw failure_with_hint(ErrorCode::kCannotCreate, "choose another path",
                            "cannot create '{}': it is there, and maas did not write it",
                            output.string());
  }
  if (lies_in(request.source, output)) {
    throw failure_with_hint(ErrorCode::kCannotCreate, "choose a path beside the source",
                            "'{}', which is read, lies in '{}'", request.source.string(),
                            output.string());
  }
  if (!request.force) {
    throw failure_with_hint(ErrorCode::kCannotCreate, "pass --force to replace it",
                            "cannot create '{}': a division is there", output.string());
  }
  check_nothing_foreign(output);
}

/// Adds bytes to a key, so that every one of them counts.
std::uint64_t mixed(std::uint64_t key, std::string_view text) {
  for (const char c : text) key = base::mix(key ^ static_cast<unsigned char>(c));
  return key;
}

/// Which split each picture goes to.
std::vector<std::size_t> assign(const ClassFolders& folders, const DivideRequest& request) {
  std::vector<std::size_t> splits;
  for (std::size_t first = 0; first < folders.files.size();) {
    const std::int64_t label = folders.files[first].label;
    std::size_t end = first;
    while (end < folders.files.size() && folders.files[end].label == label) ++end;
    const std::string& name = folders.classes[static_cast<std::size_t>(label)];
    if (end - first < request.shares.size()) {
      fail(ErrorCode::kInvalidData, "class '{}' has {} pictures for {} splits", name, end - first,
           request.shares.size());
    }
    const auto drawn = draw_shares(static_cast<std::int64_t>(end - first), request.shares,
                                   mixed(base::mix(request.seed), name));
    splits.insert(splits.end(), drawn.begin(), drawn.end());
    first = end;
  }
  return splits;
}

/// @throws Error kNotFound or kIo if `from` cannot be read; kCannotCreate, kIo
void place(const fs::path& from, const fs::path& to, bool link) {
  const base::Descriptor readable = base::open_to_read(from);
  std::error_code error;
  if (link)
    fs::create_symlink(fs::absolute(from).lexically_normal(), to, error);
  else
    fs::copy_file(from, to, error);
  if (error) base::fail_to_create(to, error.value());
}

Json manifest_of(const DivideRequest& request) {
  Json manifest = {{"schema", kSchema},
                   {"source", fs::absolute(request.source).lexically_normal().string()},
                   {"seed", request.seed},
                   {"link", request.link}};
  for (const Share& share : request.shares) {
    manifest["fractions"][share.split] = share.fraction;
    manifest["files"][share.split] = Json::array();
  }
  return manifest;
}

/// Puts the pictures where they belong and lists them in the manifest.
void fill(const fs::path& root, const ClassFolders& folders, const std::vector<std::size_t>& splits,
          const DivideRequest& request, Json& manifest) {
  for (const Share& share : request.shares) {
    for (const std::string& name : folders.classes) {
      base::make_directories(root / share.split / name);
    }
  }
  for (std::size_t i = 0; i < folders.files.size(); ++i) {
    const PictureFile& picture = folders.files[i];
    const std::string& split = request.shares[splits[i]].split;
    const fs::path name = fs::path(folders.classes[static_cast<std::size_t>(picture.label)]) /
                          picture.path.filename();
    place(picture.path, root / split / name, request.link);
    manifest["files"][split].push_back(name.string());
  }
}

}  // namespace

std::vector<DividedSplit> divide(const DivideRequest& request) {
  const ClassFolders folders = list_class_folders(request.source);
  const std::vector<std::size_t> splits = assign(folders, request);
  check_output(request);
  base::make_directories(base::directory_of(request.output));
  base::AtomicDirectory directory(request.output);
  Json manifest = manifest_of(request);
  fill(directory.staging(), folders, splits, request, manifest);
  formats::write_json(directory.staging() / kManifest, manifest);
  directory.commit();
  std::vector<DividedSplit> report;
  for (const Share& share : request.shares) {
    const std::size_t samples = manifest["files"][share.split].size();
    report.push_back({share.split, static_cast<std::int64_t>(samples)});
  }
  return report;
}

}  // namespace maas::survey
