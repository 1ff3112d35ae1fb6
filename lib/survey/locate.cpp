#include "survey/locate.h"

#include <array>

#include "base/files.h"
#include "maas/error.h"
#include "recipe/write.h"
#include "survey/listing.h"

namespace maas::survey {

namespace fs = std::filesystem;

namespace {

/// What people call the folder of a split.
struct SplitNames {
  const char* split;
  std::array<const char*, 4> folders;
};

constexpr SplitNames kSplitNames[] = {{"train", {"train", "training", "Train", "TRAIN"}},
                                      {"valid", {"valid", "val", "validation", "dev"}},
                                      {"test", {"test", "testing", "Test", "TEST"}}};

std::vector<SplitFiles> split_folders(const fs::path& root) {
  std::vector<SplitFiles> found;
  for (const SplitNames& names : kSplitNames) {
    for (const char* const name : names.folders) {
      if (!is_folder(root / name)) continue;
      found.push_back({names.split, root / name});
      break;
    }
  }
  return found;
}

DataFiles located_file(const fs::path& file) {
  if (is_picture(file)) {
    throw failure_with_hint(ErrorCode::kInvalidData,
                            "name the folder that holds a folder per class",
                            "'{}' is one picture, no data set", file.string());
  }
  const fs::path labels = labels_beside(file);
  if (labels.empty() || !base::exists(labels)) {
    throw failure_with_hint(ErrorCode::kInvalidData,
                            "MNIST calls them x-images-idx3-ubyte and x-labels-idx1-ubyte",
                            "'{}' is no file of pictures with its labels beside it", file.string());
  }
  return {kIdx, {{.split = "train", .folder = {}, .idx = {file, labels}}}};
}

DataFiles located_idx(const fs::path& folder) {
  DataFiles data{kIdx,
                 {{.split = "train", .folder = folder, .idx = idx_files_in(folder, "train")}}};
  const IdxFiles test = idx_files_in(folder, "test");
  if (base::exists(test.images)) {
    data.splits.push_back({.split = "test", .folder = folder, .idx = test});
  }
  return data;
}

std::string text_of(const recipe::Node& options, std::string_view key) {
  const recipe::Node* const value = options.find(key);
  return value == nullptr ? "" : value->text;
}

IdxFiles idx_files(const recipe::Node& options, const std::string& split) {
  return idx_files_of({text_of(options, "path"), text_of(options, "split"),
                       text_of(options, "images"), text_of(options, "labels")},
                      split);
}

recipe::Node options_of(const Component& layout) {
  AnyOptions copy = layout.options;
  Fields fields;
  copy.describe_into(fields);
  return recipe::to_node(std::move(fields), recipe::Purpose::kReport);
}

std::unique_ptr<Samples> open_idx_layout(const recipe::Node& options, const std::string& split,
                                         std::int64_t most) {
  std::vector<std::string> classes;
  if (const recipe::Node* const names = options.find("classes")) {
    for (const recipe::Node& name : names->items) classes.push_back(name.text);
  }
  return open_idx(idx_files(options, split), most, classes);
}

}  // namespace

const SplitFiles* DataFiles::find(const std::string& split) const {
  for (const SplitFiles& files : splits) {
    if (files.split == split) return &files;
  }
  return nullptr;
}

DataFiles locate(const fs::path& path) {
  if (!base::exists(path)) fail(ErrorCode::kNotFound, "there is no '{}'", path.string());
  if (!is_folder(path)) return located_file(path);
  if (base::exists(idx_files_in(path, "train").images)) return located_idx(path);
  std::vector<SplitFiles> splits = split_folders(path);
  if (!splits.empty() && splits.front().split == "train") return {kImageFolder, std::move(splits)};
  return {kImageFolder, {{.split = "train", .folder = path}}};
}

std::unique_ptr<Samples> open_split(const DataFiles& data, const SplitFiles& files,
                                    std::int64_t most) {
  return data.format == kIdx ? open_idx(files.idx, most) : open_image_folder(files.folder);
}

std::unique_ptr<Samples> open_layout(const Component& layout, const std::string& split,
                                     std::int64_t most) {
  const recipe::Node options = options_of(layout);
  if (layout.name == kIdx) return open_idx_layout(options, split, most);
  if (layout.name != kImageFolder) return nullptr;
  return open_image_folder(text_of(options, "path"), std::stoll(text_of(options, "channels")));
}

std::vector<fs::path> files_of(const Component& layout, const std::string& split) {
  const recipe::Node options = options_of(layout);
  if (layout.name == kIdx) {
    const IdxFiles files = idx_files(options, split);
    return {files.images, files.labels};
  }
  if (layout.name != kImageFolder) return {};
  const fs::path root = text_of(options, "path");
  const ClassFolders folders = list_class_folders(root);
  std::vector<fs::path> files = {root};
  for (const std::string& name : folders.classes) files.push_back(root / name);
  for (const PictureFile& picture : folders.files) files.push_back(picture.path);
  return files;
}

}  // namespace maas::survey
