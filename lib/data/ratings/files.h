#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "data/layout.h"
#include "data/left_out.h"

namespace maas::data {

/// Returns the file of a split: a file of ratings, or the one in a folder of them.
/// @throws Error kInvalidRecipe if no path is given; kNotFound if the folder has no such file;
///   kInvalidData if it has two
std::filesystem::path rating_file_of(const std::filesystem::path& path, const std::string& split);

/// Returns how a file of ratings ends, in lower case and unpacked: ".inter"; empty: it is called
/// otherwise.
std::string rating_ending_of(const std::filesystem::path& file);

/// Returns what files of ratings lie at a path: by their names (`.inter`, `ratings.dat`, `u.data`)
/// or the names of their columns, and by the numbers in them.
/// @throws Error kInvalidData if two files of a folder mean the same split
Located located_ratings(const std::filesystem::path& path);

/// Returns the files beside that of the training split, if it is called so, that are no splits.
std::vector<LeftOut> ratings_beside(const std::filesystem::path& train);

}  // namespace maas::data
