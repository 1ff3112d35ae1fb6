#include "data/edge_list/files.h"

#include <utility>

#include "base/files.h"
#include "base/strings.h"
#include "data/split_files.h"
#include "maas/error.h"

namespace maas::data {

namespace fs = std::filesystem;

namespace {

const Endings kEndings = {".csv", ".tsv", ".txt", ".csv.gz", ".tsv.gz", ".txt.gz"};

bool is_called(const fs::path& file, std::string_view name) {
  return base::lowered(stem_of(file, kEndings)) == name;
}

/// Returns the file of that name in a folder, or nothing.
fs::path find_called(const fs::path& folder, std::string_view name) {
  fs::path found;
  for (const fs::path& file : files_in(folder, kEndings)) {
    if (!is_called(file, name)) continue;
    if (!found.empty()) {
      fail(ErrorCode::kInvalidData, "'{}' has both '{}' and '{}'", folder.string(),
           found.filename().string(), file.filename().string());
    }
    found = file;
  }
  return found;
}

fs::path require_called(const fs::path& folder, std::string_view name) {
  fs::path found = find_called(folder, name);
  if (!found.empty()) return found;
  throw failure_with_hint(ErrorCode::kNotFound, "name the table of nodes: `nodes: FILE`",
                          "'{}' has no file called {}.csv, .tsv or .txt", folder.string(), name);
}

fs::path folder_of(const fs::path& file) {
  return file.has_parent_path() ? file.parent_path() : fs::path(".");
}

}  // namespace

EdgeListFiles edge_list_files_of(const EdgeListOptions& options) {
  const fs::path path = options.path.text;
  if (path.empty()) fail(ErrorCode::kInvalidRecipe, "edge-list: there is no path");
  const bool is_folder = base::is_folder(path);
  EdgeListFiles files{.edges = is_folder ? require_called(path, "edges") : path,
                      .nodes = options.nodes.text};
  if (files.nodes.empty()) files.nodes = require_called(folder_of(files.edges), "nodes");
  return files;
}

Located located_edge_list(const fs::path& path) {
  const bool is_folder = base::is_folder(path);
  if (!is_folder && !is_called(path, "edges")) return {};
  const fs::path folder = is_folder ? path : folder_of(path);
  const fs::path edges = is_folder ? find_called(folder, "edges") : path;
  const fs::path nodes = find_called(folder, "nodes");
  if (edges.empty() || nodes.empty()) return {};
  EdgeListOptions options{
      .path = {edges.string()}, .nodes = {nodes.string()}, .label = "label", .ignore = {}};
  return {Located::Fit::kSpecial, {{"train", {"edge-list", AnyOptions::of(std::move(options))}}}};
}

}  // namespace maas::data
