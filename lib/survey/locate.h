#pragma once

#include <filesystem>
#include <limits>
#include <memory>
#include <string>
#include <vector>

#include "maas/fields.h"
#include "survey/samples.h"

namespace maas::survey {

inline constexpr const char* kIdx = "idx";
inline constexpr const char* kImageFolder = "image-folder";

/// Where a split's samples lie.
struct SplitFiles {
  std::string split;             ///< train, valid or test
  std::filesystem::path folder;  ///< of an image folder, or of IDX files with MNIST's names
  IdxFiles idx{};                ///< of an IDX set
};

/// A data set found on disk.
struct DataFiles {
  std::string format;              ///< the layout's name
  std::vector<SplitFiles> splits;  ///< the first is train

  const SplitFiles* find(const std::string& split) const;
};

/// Looks what lies at `path`: a folder of class folders, a folder with such a folder for each split
/// (train, valid or val, test, ...), a folder of MNIST's files, or one file of pictures with its
/// labels beside it.
/// @throws Error kNotFound if there is nothing; kInvalidData if it is none of these
DataFiles locate(const std::filesystem::path& path);

inline constexpr std::int64_t kEverySample = std::numeric_limits<std::int64_t>::max();

/// Opens a split that was found; of IDX files no more than `most` pictures are inflated.
/// @throws Error kNotFound, kInvalidData
std::unique_ptr<Samples> open_split(const DataFiles& data, const SplitFiles& files,
                                    std::int64_t most = kEverySample);

/// Opens the samples that a recipe's layout names, or returns null if only the training knows the
/// layout.
/// @throws Error kNotFound, kInvalidData, kInvalidRecipe (options that contradict each other)
std::unique_ptr<Samples> open_layout(const Component& layout, const std::string& split,
                                     std::int64_t most = kEverySample);

/// Returns the files that a recipe's layout names, and the folders that are listed for them; none
/// if only the training knows the layout.
/// @throws Error kNotFound, kInvalidData, kInvalidRecipe (options that contradict each other)
std::vector<std::filesystem::path> files_of(const Component& layout, const std::string& split);

}  // namespace maas::survey
