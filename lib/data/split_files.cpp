#include "data/split_files.h"

#include <algorithm>
#include <system_error>

#include <fmt/format.h>

#include "base/files.h"
#include "base/strings.h"
#include "data/side_products.h"
#include "data/split_folders.h"
#include "maas/error.h"

namespace maas::data {

namespace fs = std::filesystem;

std::string stem_of(const fs::path& file, const Endings& endings) {
  const std::string name = file.filename().string();
  const std::string low = base::lowered(name);
  for (const std::string_view ending : endings) {
    if (low.ends_with(ending)) return name.substr(0, name.size() - ending.size());
  }
  return "";
}

std::vector<fs::path> files_in(const fs::path& folder, const Endings& endings) {
  std::vector<fs::path> files = base::sorted_entries(folder);
  std::erase_if(files, [&](const fs::path& entry) {
    return stem_of(entry, endings).empty() || base::is_folder(entry);
  });
  return files;
}

std::vector<SplitFile> split_files_in(const fs::path& folder, const Endings& endings) {
  const std::vector<fs::path> files = files_in(folder, endings);
  std::vector<SplitFile> splits;
  for (const char* const split : {"train", "valid", "test"}) {
    const auto is_it = [&](const fs::path& file) {
      return split_called(stem_of(file, endings)) == split;
    };
    const auto found = std::ranges::find_if(files, is_it);
    if (found == files.end()) continue;
    const auto other = std::find_if(found + 1, files.end(), is_it);
    if (other != files.end()) {
      throw failure_with_hint(ErrorCode::kInvalidData, "keep one, or name them in a recipe",
                              "'{}' and '{}' both mean the {} split", found->string(),
                              other->string(), split);
    }
    splits.push_back({split, *found});
  }
  return splits;
}

fs::path file_of_split(const fs::path& path, const std::string& split, const Endings& endings,
                       std::string_view what) {
  if (path.empty()) {
    fail(ErrorCode::kInvalidRecipe, "data.{}.path must name a {} or a folder of them", split, what);
  }
  if (!base::is_folder(path)) return path;
  const std::vector<SplitFile> all = split_files_in(path, endings);
  const auto found = std::ranges::find(all, split, &SplitFile::split);
  if (found != all.end()) return found->file;
  fail(ErrorCode::kNotFound, "'{}' has no {} called {}{}", path.string(), what, split,
       endings.front());
}

std::vector<LeftOut> files_beside(const fs::path& train, const Endings& endings,
                                  std::string_view what) {
  std::vector<LeftOut> others;
  if (split_called(stem_of(train, endings)) != "train") return others;
  for (const fs::path& file : files_in(base::directory_of(train), endings)) {
    if (!split_called(stem_of(file, endings)).empty()) continue;
    leave_out(others, fmt::format("{} that are called neither train, valid nor test", what), file);
  }
  return others;
}

bool has_pictures_below(const fs::path& folder) {
  constexpr int kMostLookedAt = 1000;
  int looked_at = 0;
  std::error_code error;
  for (auto entry = fs::recursive_directory_iterator(
           folder, fs::directory_options::skip_permission_denied, error);
       !error && entry != fs::recursive_directory_iterator(); entry.increment(error)) {
    if (entry.depth() > 0 && looks_like_picture(entry->path())) return true;
    if (++looked_at == kMostLookedAt) return false;
  }
  return false;
}

}  // namespace maas::data
