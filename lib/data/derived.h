#pragma once

#include <filesystem>
#include <string>

namespace maas::data {

/// A folder that is made from other data. Its manifest lists under `files` what maas wrote.
struct DerivedFolder {
  std::filesystem::path source;
  std::filesystem::path output;
  std::string manifest;  ///< name of the manifest's file
  std::string what;      ///< "a division", for messages
};

/// Whether a path is a folder or below it, wherever links lead.
bool lies_in(const std::filesystem::path& path, const std::filesystem::path& folder);

/// Makes sure that the output may be written, without writing anything.
/// @param force  replace what maas wrote
/// @throws Error kCannotCreate if it lies in the source, or the source in what would be replaced;
///   if something is there that maas did not write, or that is not to be replaced; kIo
void check_output(const DerivedFolder& folder, bool force);

}  // namespace maas::data
