#include "data/idx/files.h"

#include <algorithm>
#include <optional>
#include <string_view>

#include <fmt/format.h>

#include "base/files.h"
#include "maas/error.h"

namespace maas::data {

namespace fs = std::filesystem;

namespace {

constexpr const char* kImages = "idx3-ubyte";
constexpr const char* kLabels = "idx1-ubyte";

/// Returns the file of a folder that is spelled in one of the usual manners; the first of them if
/// none is there.
fs::path spelled(const fs::path& folder, const std::string& stem, const std::string& kind) {
  for (const char* const mark : {"-", "."}) {
    for (const char* const zipped : {"", ".gz", "-gz"}) {
      fs::path path = folder / fmt::format("{}{}{}{}", stem, mark, kind, zipped);
      if (base::exists(path)) return path;
    }
  }
  return folder / fmt::format("{}-{}", stem, kind);
}

/// Returns what stands before `images` in the name of a file of pictures.
std::optional<std::string> stem_of_images(const std::string& name) {
  static constexpr std::string_view kWord = "images";
  const std::size_t word = name.find(kWord);
  if (word == name.npos) return std::nullopt;
  const std::string_view rest = std::string_view(name).substr(word + kWord.size());
  if (!rest.starts_with("-idx3") && !rest.starts_with(".idx3")) return std::nullopt;
  return name.substr(0, word);
}

std::vector<std::string> numbered(std::int64_t count) {
  std::vector<std::string> names;
  for (std::int64_t i = 0; i < count; ++i) names.push_back(std::to_string(i));
  return names;
}

}  // namespace

IdxFiles idx_files_of(const IdxOptions& options, const std::string& split) {
  const bool by_folder = !options.path.empty();
  if (options.images.empty() != by_folder || (by_folder && !options.labels.empty())) {
    throw failure_with_hint(ErrorCode::kInvalidRecipe, "set path, or images and labels",
                            "data.{}: idx takes either a folder or files", split);
  }
  if (!by_folder && options.labels.empty() && !options.classes.empty()) {
    throw failure_with_hint(ErrorCode::kInvalidRecipe, "set labels too, or leave classes out",
                            "data.{}: there are names of classes, and no file of labels", split);
  }
  if (!by_folder) return {options.images.text, options.labels.text};
  return idx_files_in(options.path.text, options.split.empty() ? split : options.split);
}

IdxFiles idx_files_in(const fs::path& folder, const std::string& split) {
  const std::string stem = split == "train" ? "train" : "t10k";
  return {spelled(folder, stem + "-images", kImages), spelled(folder, stem + "-labels", kLabels)};
}

bool is_images_name(const std::string& name) {
  return stem_of_images(name).has_value();
}

fs::path labels_beside(const fs::path& images) {
  const auto stem = stem_of_images(images.filename().string());
  if (!stem) return {};
  return spelled(images.parent_path(), *stem + "labels", kLabels);
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
