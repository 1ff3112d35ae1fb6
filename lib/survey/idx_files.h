#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "formats/idx/idx.h"
#include "survey/picture_shape.h"

namespace maas::survey {

/// A file of pictures and the file of their labels.
struct IdxFiles {
  std::filesystem::path images;
  std::filesystem::path labels;
};

/// How a recipe names the files of a split: a folder, or both files.
struct IdxLocation {
  std::filesystem::path folder;
  std::string part;  ///< train or test; empty: the split's own
  std::filesystem::path images;
  std::filesystem::path labels;
};

/// @throws Error kInvalidRecipe unless either the folder or both files are named
IdxFiles idx_files_of(const IdxLocation& location, const std::string& split);

/// Returns MNIST's file names in a folder, with `.gz` where only that is there.
/// @param split  train, valid or test; all but train mean the t10k files
IdxFiles idx_files_in(const std::filesystem::path& folder, const std::string& split);

/// Returns the labels' file that goes with a file of pictures by MNIST's names:
/// `x-images-idx3-ubyte` and `x-labels-idx1-ubyte`; an empty path if the name is another.
std::filesystem::path labels_beside(const std::filesystem::path& images);

/// Returns a picture's shape from the dimensions of an IDX file: `[N, H, W]` is one channel,
/// `[N, C, H, W]` several.
/// @throws Error kInvalidData if the pictures have no pixels, or if these are no pictures
PictureShape picture_shape(const std::vector<std::int64_t>& dimensions, const std::string& origin);

/// Returns the names of the classes: those given, else the numbers up to the largest label.
///
/// @param images  dimensions of the pictures' file
/// @throws Error kInvalidData if there is not one label per picture, none at all, or one outside
///   the classes
std::vector<std::string> checked_classes(const IdxFiles& files,
                                         const std::vector<std::int64_t>& images,
                                         const formats::IdxArray& labels,
                                         std::vector<std::string> classes);

}  // namespace maas::survey
