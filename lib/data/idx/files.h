#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "data/idx/card.h"
#include "formats/idx/idx.h"

namespace maas::data {

/// A file of pictures and the file of their labels.
struct IdxFiles {
  std::filesystem::path images;
  std::filesystem::path labels;  ///< empty: they have none

  bool has_labels() const { return !labels.empty(); }
};

/// Returns the files of a split: those that the options name, or those of their folder.
/// @throws Error kInvalidRecipe unless either the folder or the pictures' file is named, or if
/// there
///   are names of classes and no labels
IdxFiles idx_files_of(const IdxOptions& options, const std::string& split);

/// Returns MNIST's files in a folder: `train-images-idx3-ubyte` or `train-images.idx3-ubyte`,
/// plain,
/// `.gz` or `-gz`, whichever is there.
/// @param split  train, valid or test; all but train mean the t10k files
IdxFiles idx_files_in(const std::filesystem::path& folder, const std::string& split);

/// Returns whether a file is called as MNIST's files of pictures are, with any beginning.
bool is_images_name(const std::string& name);

/// Returns the labels' file that goes with a file of pictures by MNIST's names:
/// `x-images-idx3-ubyte` and `x-labels-idx1-ubyte`; an empty path if the name is another.
std::filesystem::path labels_beside(const std::filesystem::path& images);

/// Returns the names of the classes: those given, else the numbers up to the largest label.
///
/// @param images  dimensions of the pictures' file
/// @throws Error kInvalidData if there is not one label per picture, none at all, or one outside
///   the classes
std::vector<std::string> checked_classes(const IdxFiles& files,
                                         const std::vector<std::int64_t>& images,
                                         const formats::IdxArray& labels,
                                         std::vector<std::string> classes);

}  // namespace maas::data
