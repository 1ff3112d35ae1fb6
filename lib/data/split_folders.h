#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace maas::data {

/// A folder that holds the samples of one split.
struct SplitFolder {
  std::string split;  ///< train, valid or test
  std::filesystem::path folder;
};

/// Returns the folders below `root` that are called as people call splits: train, valid or val,
/// test, ...; the folder itself for train if none is called train.
std::vector<SplitFolder> split_folders(const std::filesystem::path& root);

}  // namespace maas::data
