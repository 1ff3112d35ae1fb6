#include "data/split_folders.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "base/files.h"
#include "base/strings.h"
#include "data/side_products.h"
#include "maas/error.h"

namespace maas::data {

namespace fs = std::filesystem;

namespace {

/// What people call the folder of a split.
struct SplitName {
  std::string_view name;
  const char* split;
};

constexpr std::array<SplitName, 9> kNames = {{{"train", "train"},
                                              {"training", "train"},
                                              {"valid", "valid"},
                                              {"val", "valid"},
                                              {"validation", "valid"},
                                              {"validate", "valid"},
                                              {"dev", "valid"},
                                              {"test", "test"},
                                              {"testing", "test"}}};

/// A folder of samples alone.
bool is_class(const fs::path& folder, const ClassFileKind& kind) {
  const std::vector<fs::path> entries = base::sorted_entries(folder);
  return std::ranges::any_of(entries, kind.looks_alike) &&
         std::ranges::none_of(entries, base::is_folder);
}

void add(std::vector<SplitFolder>& splits, const std::string& split, const fs::path& folder) {
  const auto found = std::ranges::find(splits, split, &SplitFolder::split);
  if (found != splits.end()) {
    throw failure_with_hint(ErrorCode::kInvalidData, "keep one, or name them in a recipe",
                            "'{}' and '{}' both mean the {} split", found->folder.string(),
                            folder.string(), split);
  }
  splits.push_back({split, folder});
}

int rank_of(const SplitFolder& each) {
  return each.split == "train" ? 0 : each.split == "valid" ? 1 : 2;
}

}  // namespace

std::string split_called(const fs::path& folder) {
  const std::string name = base::lowered(folder.filename().string());
  const auto found = std::ranges::find(kNames, name, &SplitName::name);
  return found == kNames.end() ? "" : found->split;
}

std::vector<SplitFolder> split_folders(const fs::path& root, const ClassFileKind& kind) {
  std::vector<SplitFolder> named;
  bool has_others = false;
  for (const fs::path& entry : base::sorted_entries(root)) {
    if (!base::is_folder(entry) || is_side_product(entry) || is_made_by_maas(entry)) continue;
    const std::string split = split_called(entry);
    if (split.empty() || is_class(entry, kind))
      has_others = true;
    else
      named.push_back({split, entry});
  }
  if (std::ranges::count(named, "train", &SplitFolder::split) == 0) {
    if (named.empty() || has_others) return {};
    throw failure_with_hint(ErrorCode::kInvalidData, "the folder to learn from is called train",
                            "'{}' holds '{}', and no folder for train", root.string(),
                            named.front().folder.filename().string());
  }
  std::vector<SplitFolder> splits;
  for (const SplitFolder& each : named) add(splits, each.split, each.folder);
  std::ranges::sort(splits, {}, rank_of);
  return splits;
}

}  // namespace maas::data
