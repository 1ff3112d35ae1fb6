#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "data/class_file_kind.h"

namespace maas::data {

/// A folder that holds the samples of one split.
struct SplitFolder {
  std::string split;  ///< train, valid or test
  std::filesystem::path folder;
};

/// Returns the split that a folder's name means: train, training; valid, validation, val, dev;
/// test, testing, in any capitals; or nothing.
std::string split_called(const std::filesystem::path& folder);

/// Returns the folders below `root` that are called as people call splits, train first; none if
/// none is called train. One that holds files of the kind and no folder is a class, whatever it is
/// called.
/// @throws Error kNotFound if there is no such folder; kInvalidData if two folders mean the same
///   split, or if there are folders of other splits alone
std::vector<SplitFolder> split_folders(const std::filesystem::path& root,
                                       const ClassFileKind& kind);

}  // namespace maas::data
