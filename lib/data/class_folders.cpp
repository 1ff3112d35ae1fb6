#include "data/class_folders.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <system_error>

#include <fmt/format.h>

#include "base/files.h"
#include "base/strings.h"
#include "base/utf8.h"
#include "data/side_products.h"
#include "data/split_folders.h"
#include "maas/error.h"

namespace maas::data {

namespace fs = std::filesystem;

namespace {

std::string ending_of(const fs::path& path) {
  const std::string ending = base::lowered(path.extension().string());
  return ending.empty() ? "files without an ending" : fmt::format("files ending in '{}'", ending);
}

class Lister {
 public:
  explicit Lister(const ClassFileKind& kind) { all_.kind = &kind; }

  ClassFolders classes(const fs::path& root) {
    all_.folders.push_back(root);
    for (const fs::path& entry : base::sorted_entries(root)) {
      if (is_side_product(entry)) continue;
      if (base::is_folder(entry))
        add_class(entry);
      else if (all_.kind->looks_alike(entry))
        leave_out(all_.left_out, fmt::format("{} beside the class folders", all_.kind->noun),
                  entry);
    }
    return std::move(all_);
  }

  ClassFolders files(const fs::path& root) {
    add_files(root);
    return std::move(all_);
  }

 private:
  /// A folder of runs or models was put among the classes, and is none.
  void add_class(const fs::path& folder) {
    if (is_made_by_maas(folder)) return;
    const std::size_t before = all_.files.size();
    add_files(folder);
    if (all_.files.size() == before) {
      if (!holds_what_maas_made(folder))
        leave_out(all_.left_out,
                  fmt::format("class folders without a {} that is read", all_.kind->unit), folder);
      return;
    }
    const std::string name = folder.filename().string();
    if (base::find_invalid_utf8(name) != std::string::npos) {
      throw failure_with_hint(ErrorCode::kInvalidData,
                              "rename the folder: its name becomes a label",
                              "{}: the name is not UTF-8", folder.string());
    }
    all_.classes.push_back(name);
  }

  void add_files(const fs::path& folder) {
    all_.folders.push_back(folder);
    for (fs::path& entry : base::sorted_entries(folder)) {
      if (all_.kind->is_taken(entry))
        all_.files.push_back({std::move(entry), static_cast<std::int64_t>(all_.classes.size())});
      else if (!is_side_product(entry))
        add_other(entry);
    }
  }

  void add_other(const fs::path& entry) {
    std::error_code unseen;
    if (!base::is_folder(entry)) return leave_out(all_.left_out, ending_of(entry), entry);
    if (fs::is_symlink(entry, unseen))
      return leave_out(all_.left_out, "links to folders within a class", entry);
    if (!is_made_by_maas(entry)) add_files(entry);
  }

  /// Whether there are runs or models in a folder, as in `runs`.
  static bool holds_what_maas_made(const fs::path& folder) {
    return std::ranges::any_of(base::sorted_entries(folder), is_made_by_maas);
  }

  ClassFolders all_;
};

/// What looks alike in a folder and in its folders that are called as classes are.
std::vector<fs::path> files_of(const fs::path& folder, const ClassFolders& all) {
  std::vector<fs::path> folders = {folder};
  for (const std::string& name : all.classes) folders.push_back(folder / name);
  std::vector<fs::path> files;
  for (const fs::path& each : folders) {
    std::ranges::copy_if(entries_in_sight(each), std::back_inserter(files), all.kind->looks_alike);
  }
  return files;
}

/// What was not taken, in brackets.
std::string notes_of(const ClassFolders& all) {
  std::vector<std::string> notes;
  for (const LeftOut& each : all.left_out) notes.push_back(each.text());
  return notes.empty() ? "" : fmt::format(" ({})", base::join(notes, "; "));
}

void refuse_splits(const fs::path& root, const ClassFileKind& kind) {
  const std::vector<SplitFolder> splits = split_folders(root, kind);
  if (splits.empty()) return;
  throw failure_with_hint(ErrorCode::kInvalidData,
                          fmt::format("name '{}'", splits.front().folder.string()),
                          "'{}' holds a folder per split, not per class", root.string());
}

}  // namespace

ClassFolders list_class_folders(const fs::path& root, const ClassFileKind& kind) {
  if (base::exists(root) && !base::is_folder(root)) {
    throw failure_with_hint(ErrorCode::kInvalidData,
                            "name the folder that holds a folder per class",
                            "'{}' is a file, no folder of class folders", root.string());
  }
  refuse_splits(root, kind);
  ClassFolders all = Lister(kind).classes(root);
  if (!all.files.empty()) return all;
  throw failure_with_hint(ErrorCode::kInvalidData, "make one folder per class",
                          "{}: no class folders with {}{}", root.string(), kind.noun,
                          notes_of(all));
}

ClassFolders list_files_below(const fs::path& root, const ClassFileKind& kind) {
  ClassFolders all = Lister(kind).files(root);
  if (!all.files.empty()) return all;
  fail(ErrorCode::kInvalidData, "{}: no {} in it or below{}", root.string(), kind.noun,
       notes_of(all));
}

void leave_out_neighbours(const fs::path& train, ClassFolders& all) {
  const fs::path own = fs::absolute(train / "").lexically_normal().parent_path();
  if (split_called(own) != "train") return;
  for (const fs::path& entry : entries_in_sight(own.parent_path())) {
    const bool is_other = split_called(entry).empty() && !is_side_product(entry);
    if (!is_other || !base::is_folder(entry) || is_made_by_maas(entry)) continue;
    const std::string what =
        fmt::format("{} in '{}', which is no split", all.kind->noun, entry.string());
    for (const fs::path& file : files_of(entry, all)) leave_out(all.left_out, what, file);
  }
}

std::vector<fs::path> paths_of(const ClassFolders& all) {
  std::vector<fs::path> paths = all.folders;
  for (const ClassFile& each : all.files) paths.push_back(each.path);
  return paths;
}

std::string content_of(const ClassFolders& all, const FileDigests& digests) {
  std::string content;
  for (std::size_t i = 0; i < all.files.size(); ++i) {
    const fs::path& path = all.files[i].path;
    content += path.lexically_relative(all.folders.front()).string() + '\0' +
               digests.of(static_cast<std::int64_t>(i), path) + '\n';
  }
  return content;
}

}  // namespace maas::data
