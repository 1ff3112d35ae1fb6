#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace maas::report {

/// Whether a Makefile can name a path: none can with `;`, `=` or a line break in it.
bool can_be_named(const std::filesystem::path& path);

/// Returns a Make rule without a recipe: the targets depend on the files, which may vanish without
/// stopping make.
///
/// Blanks and what else Make gives a meaning is escaped; paths below the working directory are
/// written relative to it, as Makefiles do.
/// @throws Error kCannotCreate for a path that no Makefile can name
std::string depfile(const std::vector<std::string>& targets,
                    const std::vector<std::filesystem::path>& files);

}  // namespace maas::report
