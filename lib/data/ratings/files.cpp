#include "data/ratings/files.h"

#include "base/files.h"
#include "base/strings.h"
#include "data/ratings/card.h"
#include "data/ratings/look.h"
#include "data/split_files.h"

namespace maas::data {

namespace fs = std::filesystem;

namespace {

const Endings kEndings = {".inter",    ".dat",    ".data",    ".csv",    ".tsv",
                          ".inter.gz", ".dat.gz", ".data.gz", ".csv.gz", ".tsv.gz"};

SplitFiles named(std::string split, const fs::path& file) {
  return {std::move(split), {"ratings", AnyOptions::of(RatingsOptions{.path = {file.string()}})}};
}

/// Whether a file that lies among others is called as ratings are.
bool is_called_ratings(const fs::path& file) {
  const std::string stem = base::lowered(stem_of(file, kEndings));
  return is_called_interactions(file) || stem == "ratings" || stem == "rating" || stem == "u";
}

Located located_in(const fs::path& folder) {
  std::vector<SplitFiles> splits;
  for (const SplitFile& each : split_files_in(folder, kEndings)) {
    if (look_like_ratings(each.file)) splits.push_back(named(each.split, each.file));
  }
  if (!splits.empty() && splits.front().split == "train") {
    return {Located::Fit::kSpecial, std::move(splits)};
  }
  std::vector<fs::path> files = files_in(folder, kEndings);
  std::erase_if(files, [](const fs::path& file) {
    return !is_called_ratings(file) || !look_like_ratings(file);
  });
  if (files.size() != 1) return {};
  return {Located::Fit::kSpecial, {named("train", files.front())}};
}

}  // namespace

fs::path rating_file_of(const fs::path& path, const std::string& split) {
  return file_of_split(path, split, kEndings, "file of ratings");
}

std::string rating_ending_of(const fs::path& file) {
  std::string ending = base::lowered(file.filename().string());
  ending.erase(0, stem_of(file, kEndings).size());
  if (ending.ends_with(".gz")) ending.resize(ending.size() - 3);
  return stem_of(file, kEndings).empty() ? "" : ending;
}

Located located_ratings(const fs::path& path) {
  if (base::is_folder(path)) return located_in(path);
  if (stem_of(path, kEndings).empty() || !look_like_ratings(path)) return {};
  return {Located::Fit::kSpecial, {named("train", path)}};
}

std::vector<LeftOut> ratings_beside(const fs::path& train) {
  return files_beside(train, kEndings, "files");
}

}  // namespace maas::data
