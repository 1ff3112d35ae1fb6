#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

/// Where the samples of a data set lie on disk, without LibTorch.
namespace maas::survey {

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

/// Returns whether the file's ending is that of PNG or JPEG, in letters of any case.
bool is_picture(const std::filesystem::path& path);

/// Returns whether `path` is a folder, as far as we may see.
bool is_folder(const std::filesystem::path& path);

/// Returns what is in a folder in the order of the names, the same on every file system; hidden
/// entries are left out.
/// @throws Error kNotFound if there is no such folder
std::vector<std::filesystem::path> sorted_entries(const std::filesystem::path& folder);

/// @throws Error kNotFound if there is no such folder; kInvalidData if it has no class, or a class
///   no picture
ClassFolders list_class_folders(const std::filesystem::path& root);

}  // namespace maas::survey
