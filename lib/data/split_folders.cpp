#include "data/split_folders.h"

#include <array>

#include "base/files.h"

namespace maas::data {
namespace {

/// What people call the folder of a split.
struct SplitNames {
  const char* split;
  std::array<const char*, 4> folders;
};

constexpr SplitNames kSplitNames[] = {{"train", {"train", "training", "Train", "TRAIN"}},
                                      {"valid", {"valid", "val", "validation", "dev"}},
                                      {"test", {"test", "testing", "Test", "TEST"}}};

}  // namespace

std::vector<SplitFolder> split_folders(const std::filesystem::path& root) {
  std::vector<SplitFolder> found;
  for (const SplitNames& names : kSplitNames) {
    for (const char* const name : names.folders) {
      if (!base::is_folder(root / name)) continue;
      found.push_back({names.split, root / name});
      break;
    }
  }
  if (found.empty() || found.front().split != "train") return {{"train", root}};
  return found;
}

}  // namespace maas::data
