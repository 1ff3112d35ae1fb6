#include "data/class_folders.h"

#include <algorithm>
#include <string>
#include <system_error>

#include <fmt/format.h>

#include "base/files.h"
#include "base/strings.h"
#include "base/utf8.h"
#include "data/side_products.h"
#include "data/split_folders.h"
#include "formats/image/image.h"
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
  explicit Lister(const fs::path& root) {
    all_.folders.push_back(root);
    for (const fs::path& entry : base::sorted_entries(root)) {
      if (is_side_product(entry)) continue;
      if (base::is_folder(entry))
        add_class(entry);
      else if (looks_like_picture(entry))
        leave_out(all_.left_out, "pictures beside the class folders", entry);
    }
  }

  ClassFolders take() { return std::move(all_); }

 private:
  /// A folder of runs or models was put among the classes, and is none.
  void add_class(const fs::path& folder) {
    if (is_made_by_maas(folder)) return;
    const std::size_t before = all_.files.size();
    add_pictures(folder);
    if (all_.files.size() == before) {
      if (!holds_what_maas_made(folder))
        leave_out(all_.left_out, "class folders without a picture that is read", folder);
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

  void add_pictures(const fs::path& folder) {
    all_.folders.push_back(folder);
    for (fs::path& entry : base::sorted_entries(folder)) {
      if (formats::is_picture_name(entry))
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
    if (!is_made_by_maas(entry)) add_pictures(entry);
  }

  /// Whether there are runs or models in a folder, as in `runs`.
  static bool holds_what_maas_made(const fs::path& folder) {
    return std::ranges::any_of(base::sorted_entries(folder), is_made_by_maas);
  }

  ClassFolders all_;
};

/// What is in a folder, as far as it is there and may be listed.
std::vector<fs::path> entries_in_sight(const fs::path& folder) {
  try {
    return base::sorted_entries(folder);
  } catch (const Error&) {
    return {};
  }
}

void add_pictures_in(const fs::path& folder, std::vector<fs::path>& pictures) {
  for (const fs::path& entry : entries_in_sight(folder)) {
    if (looks_like_picture(entry)) pictures.push_back(entry);
  }
}

/// The pictures in a folder and in its folders that are called as classes are.
std::vector<fs::path> pictures_of(const fs::path& folder, const std::vector<std::string>& classes) {
  std::vector<fs::path> pictures;
  add_pictures_in(folder, pictures);
  for (const std::string& name : classes) add_pictures_in(folder / name, pictures);
  return pictures;
}

void refuse_splits(const fs::path& root) {
  const std::vector<SplitFolder> splits = split_folders(root);
  if (splits.empty()) return;
  throw failure_with_hint(ErrorCode::kInvalidData,
                          fmt::format("name '{}'", splits.front().folder.string()),
                          "'{}' holds a folder per split, not per class", root.string());
}

}  // namespace

ClassFolders list_class_folders(const fs::path& root) {
  if (base::exists(root) && !base::is_folder(root)) {
    throw failure_with_hint(ErrorCode::kInvalidData,
                            "name the folder that holds a folder per class",
                            "'{}' is a file, no folder of class folders", root.string());
  }
  refuse_splits(root);
  ClassFolders all = Lister(root).take();
  if (!all.files.empty()) return all;
  std::vector<std::string> notes;
  for (const LeftOut& each : all.left_out) notes.push_back(each.text());
  throw failure_with_hint(ErrorCode::kInvalidData, "make one folder per class",
                          "{}: no class folders with pictures{}", root.string(),
                          notes.empty() ? "" : fmt::format(" ({})", base::join(notes, "; ")));
}

void leave_out_neighbours(const fs::path& train, ClassFolders& all) {
  const fs::path own = fs::absolute(train / "").lexically_normal().parent_path();
  if (split_called(own) != "train") return;
  for (const fs::path& entry : entries_in_sight(own.parent_path())) {
    const bool is_other = split_called(entry).empty() && !is_side_product(entry);
    if (!is_other || !base::is_folder(entry) || is_made_by_maas(entry)) continue;
    const std::string what = fmt::format("pictures in '{}', which is no split", entry.string());
    for (const fs::path& picture : pictures_of(entry, all.classes))
      leave_out(all.left_out, what, picture);
  }
}

}  // namespace maas::data
