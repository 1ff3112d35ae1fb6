#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "data/left_out.h"

/// Files that hold the samples of one split each, side by side: `train.csv`, `test.csv.gz`.
namespace maas::data {

/// How the names of files of one layout end, in lower case.
using Endings = std::vector<std::string_view>;

/// A file that holds the samples of one split.
struct SplitFile {
  std::string split;  ///< train, valid or test
  std::filesystem::path file;
};

/// Returns the file's name without its ending, in any capitals; empty: it has none of them.
std::string stem_of(const std::filesystem::path& file, const Endings& endings);

/// Returns the files of a folder that end so, in the order of their names.
/// @throws Error kNotFound if there is no such folder
std::vector<std::filesystem::path> files_in(const std::filesystem::path& folder,
                                            const Endings& endings);

/// Returns the files of a folder that are called as splits are, train first.
/// @throws Error kInvalidData if two of them mean the same split; kNotFound
std::vector<SplitFile> split_files_in(const std::filesystem::path& folder, const Endings& endings);

/// Returns a file of samples, or the one of a split if it is a folder.
/// @param what  the samples, for messages: "table"
/// @throws Error kInvalidRecipe if no path is given; kNotFound if the folder has no such file;
///   kInvalidData if it has two
std::filesystem::path file_of_split(const std::filesystem::path& path, const std::string& split,
                                    const Endings& endings, std::string_view what);

/// Returns the files beside that of the training split, if it is called so, that are no splits.
/// @param what  the files, for messages: "tables"
std::vector<LeftOut> files_beside(const std::filesystem::path& train, const Endings& endings,
                                  std::string_view what);

/// Whether a folder below this one begins with pictures: then a file beside may tell of them.
bool has_pictures_below(const std::filesystem::path& folder);

}  // namespace maas::data
