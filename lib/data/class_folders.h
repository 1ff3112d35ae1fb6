#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "data/left_out.h"

namespace maas::data {

/// A picture of a class.
struct PictureFile {
  std::filesystem::path path;
  std::int64_t label = 0;
};

/// The pictures of a folder that holds a folder per class.
struct ClassFolders {
  std::vector<std::string> classes;            ///< in alphabetical order; a label is an index
  std::vector<PictureFile> files;              ///< class by class, in the order of their paths
  std::vector<std::filesystem::path> folders;  ///< all that were listed
  std::vector<LeftOut> left_out;
};

/// Lists the classes and their pictures, also those in deeper folders; a link to a folder is
/// followed only to a class. Hidden files and side products of other programs are passed over, all
/// else that is not taken is named.
/// @throws Error kNotFound if there is no such folder; kInvalidData if it is a file, holds no class
///   with a picture, or a folder per split instead
ClassFolders list_class_folders(const std::filesystem::path& root);

/// Names the pictures in folders beside that of the training split, if it is called so: in those
/// folders themselves, and in such as are called as its classes are.
void leave_out_neighbours(const std::filesystem::path& train, ClassFolders& all);

}  // namespace maas::data
