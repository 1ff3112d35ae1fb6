#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "data/class_file_kind.h"
#include "data/file_digests.h"
#include "data/left_out.h"

namespace maas::data {

/// A sample of a class.
struct ClassFile {
  std::filesystem::path path;
  std::int64_t label = 0;
};

/// The samples of a folder that holds a folder per class.
struct ClassFolders {
  std::vector<std::string> classes;            ///< in alphabetical order; a label is an index
  std::vector<ClassFile> files;                ///< class by class, in the order of their paths
  std::vector<std::filesystem::path> folders;  ///< all that were listed, the root first
  std::vector<LeftOut> left_out;
  const ClassFileKind* kind = nullptr;  ///< what is taken
};

/// Lists the classes and their files of a kind, also those in deeper folders; a link to a folder is
/// followed only to a class. Hidden files and side products of other programs are passed over, all
/// else that is not taken is named.
/// @throws Error kNotFound if there is no such folder; kInvalidData if it is a file, holds no class
///   with such a file, or a folder per split instead
ClassFolders list_class_folders(const std::filesystem::path& root, const ClassFileKind& kind);

/// Lists all files of a kind below a folder, which have no classes.
/// @throws Error kNotFound if there is no such folder; kInvalidData if there is no such file
ClassFolders list_files_below(const std::filesystem::path& root, const ClassFileKind& kind);

/// Returns the folders that were listed and the files.
std::vector<std::filesystem::path> paths_of(const ClassFolders& all);

/// Returns a text of the files' names and digests: equal for equal folders, wherever they lie.
/// @throws Error as FileDigests::of
std::string content_of(const ClassFolders& all, const FileDigests& digests);

/// Names the files of the kind in folders beside that of the training split, if it is called so: in
/// those folders themselves, and in such as are called as its classes are.
void leave_out_neighbours(const std::filesystem::path& train, ClassFolders& all);

}  // namespace maas::data
