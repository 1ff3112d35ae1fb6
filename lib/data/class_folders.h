#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

/// Where the samples of a data set lie on disk, without LibTorch.
namespace maas::data {

/// A picture of a class.
struct PictureFile {
  std::filesystem::path path;
  std::int64_t label = 0;
};

/// The pictures of a folder that holds a folder per class.
struct ClassFolders {
  std::vector<std::string> classes;  ///< in alphabetical order; a label is an index
  std::vector<PictureFile> files;    ///< class by class, in alphabetical order
};

/// @throws Error kNotFound if there is no such folder; kInvalidData if it has no class, or a class
///   no picture
ClassFolders list_class_folders(const std::filesystem::path& root);

}  // namespace maas::data
