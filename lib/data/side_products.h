#pragma once

#include <filesystem>
#include <vector>

/// What lies among samples that nobody has put there for its own sake.
namespace maas::data {

/// Whether a folder or file is left by an archiver, a file manager or a notebook: `__MACOSX`,
/// `@eaDir`, `Thumbs.db`, ...; hidden ones are not listed at all.
bool is_side_product(const std::filesystem::path& path);

/// Whether a folder is a run or a model.
bool is_made_by_maas(const std::filesystem::path& folder);

/// Returns what is in a folder as base::sorted_entries; nothing if it is not there or may not be
/// listed.
std::vector<std::filesystem::path> entries_in_sight(const std::filesystem::path& folder);

/// Whether the ending is that of a picture in any format, also in one that is not read.
bool looks_like_picture(const std::filesystem::path& path);

}  // namespace maas::data
