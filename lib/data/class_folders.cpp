#include "data/class_folders.h"

#include <algorithm>
#include <string>
#include <system_error>

#include "base/files.h"
#include "base/strings.h"
#include "base/utf8.h"
#include "formats/image/image.h"
#include "maas/error.h"

namespace maas::data {

namespace fs = std::filesystem;

namespace {

/// Whether a folder is a run or a model.
bool is_made_by_maas(const fs::path& folder) {
  return base::exists(folder / ".maas") || base::exists(folder / "maas.json");
}

/// Whether there are runs or models in a folder, as in `runs`.
bool holds_what_maas_made(const fs::path& folder) {
  const std::vector<fs::path> entries = base::sorted_entries(folder);
  return std::any_of(entries.begin(), entries.end(), is_made_by_maas);
}

/// A folder of runs or models was put among the classes, and is none.
void add_class(ClassFolders& all, const fs::path& folder) {
  const auto label = static_cast<std::int64_t>(all.classes.size());
  const std::size_t before = all.files.size();
  for (fs::path& file : base::sorted_entries(folder)) {
    if (formats::is_picture_name(file)) all.files.push_back({std::move(file), label});
  }
  if (all.files.size() == before) {
    if (holds_what_maas_made(folder)) return;
    fail(ErrorCode::kInvalidData, "{}: the class has no picture", folder.string());
  }
  const std::string name = folder.filename().string();
  if (base::find_invalid_utf8(name) != std::string::npos) {
    throw failure_with_hint(ErrorCode::kInvalidData, "rename the folder: its name becomes a label",
                            "{}: the name is not UTF-8", folder.string());
  }
  all.classes.push_back(name);
}

}  // namespace

ClassFolders list_class_folders(const fs::path& root) {
  if (base::exists(root) && !base::is_folder(root)) {
    throw failure_with_hint(ErrorCode::kInvalidData,
                            "name the folder that holds a folder per class",
                            "'{}' is a file, no folder of class folders", root.string());
  }
  ClassFolders all;
  for (const fs::path& folder : base::sorted_entries(root)) {
    if (base::is_folder(folder) && !is_made_by_maas(folder)) add_class(all, folder);
  }
  if (all.files.empty()) {
    throw failure_with_hint(ErrorCode::kInvalidData, "make one folder per class",
                            "{}: no class folders with pictures", root.string());
  }
  return all;
}

}  // namespace maas::data
