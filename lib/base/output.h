#pragma once

#include <filesystem>
#include <set>
#include <string>

/// What is asked of an output before the work that fills it begins.
namespace maas::base {

/// Checks that a file or directory could be made at `path`, or put in the place of what is there.
/// Folders that are missing above it are fine where they could be made.
/// @throws Error kCannotCreate with the reason
void check_creatable(const std::filesystem::path& path);

/// The same of a directory.
/// @throws Error kCannotCreate with the reason, also for `.` and a link to nothing
void check_directory_creatable(const std::filesystem::path& path);

/// The same of a regular file.
/// @throws Error kCannotCreate with the reason, also for a name that ends in a slash
void check_file_creatable(const std::filesystem::path& path);

/// Checks that a command may write a file: that it could be made, and is not there.
/// @param force  it may be there, and is replaced
/// @throws Error kCannotCreate with the reason
void check_file_output(const std::filesystem::path& path, bool force);

/// Checks that files could be made in a directory, which itself need not exist yet.
/// @throws Error kCannotCreate with the reason
void check_writable(const std::filesystem::path& directory);

/// Checks that a directory may be replaced: that it holds no file but `ours`.
/// @param ours  paths within the directory
/// @throws Error kCannotCreate naming the first other file; kIo
void check_nothing_foreign(const std::filesystem::path& directory,
                           const std::set<std::string>& ours);

}  // namespace maas::base
