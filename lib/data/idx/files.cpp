#include "data/idx/files.h"

#include <algorithm>

#include "base/files.h"
#include "base/strings.h"
#include "maas/error.h"

namespace maas::data {

namespace fs = std::filesystem;

namespace {

/// Returns the file as named, or with `.gz` if only that is there.
fs::path plain_or_gzip(const fs::path& path) {
  const fs::path zipped = path.string() + ".gz";
  return !base::exists(path) && base::exists(zipped) ? zipped : path;
}

std::vector<std::string> numbered(std::int64_t count) {
  std::vector<std::string> names;
  for (std::int64_t i = 0; i < count; ++i) names.push_back(std::to_string(i));
  return names;
}

}  // namespace

IdxFiles idx_files_of(const IdxOptions& options, const std::string& split) {
  const bool by_folder = !options.path.empty();
  if (options.images.empty() != by_folder || options.labels.empty() != by_folder) {
    throw failure_with_hint(ErrorCode::kInvalidRecipe, "set path, or images and labels",
                            "data.{}: idx takes either a folder or two files", split);
  }
  if (!by_folder) return {options.images.text, options.labels.text};
  return idx_files_in(options.path.text, options.split.empty() ? split : options.split);
}

IdxFiles idx_files_in(const fs::path& folder, const std::string& split) {
  const std::string stem = split == "train" ? "train" : "t10k";
  return {plain_or_gzip(folder / (stem + "-images-idx3-ubyte")),
          plain_or_gzip(folder / (stem + "-labels-idx1-ubyte"))};
}

fs::path labels_beside(const fs::path& images) {
  const std::string name = images.filename().string();
  if (name.find("images-idx3") == name.npos) return {};
  fs::path plain = images.parent_path() / base::replace_all(name, "images-idx3", "labels-idx1");
  if (plain.extension() == ".gz" && !base::exists(plain)) plain.replace_extension();
  return plain_or_gzip(plain);
}

std::vector<std::string> checked_classes(const IdxFiles& files,
                                         const std::vector<std::int64_t>& images,
                                         const formats::IdxArray& labels,
                                         std::vector<std::string> classes) {
  if (labels.shape.size() != 1 || labels.shape[0] != images[0]) {
    fail(ErrorCode::kInvalidData, "{}: holds {} labels, {} holds {} pictures",
         files.labels.string(), labels.shape[0], files.images.string(), images[0]);
  }
  if (labels.values.empty()) {
    fail(ErrorCode::kInvalidData, "{}: holds no picture", files.images.string());
  }
  const std::int64_t largest = *std::max_element(labels.values.begin(), labels.values.end());
  if (classes.empty()) return numbered(largest + 1);
  if (largest >= static_cast<std::int64_t>(classes.size())) {
    fail(ErrorCode::kInvalidData, "{}: label {} is out of range, there are {} classes",
         files.labels.string(), largest, classes.size());
  }
  return classes;
}

}  // namespace maas::data
