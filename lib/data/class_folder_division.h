#pragma once

#include <filesystem>
#include <memory>

#include "data/class_file_kind.h"
#include "data/divisible.h"

namespace maas::data {

/// Files in class folders, to be written as `<split>/<class>/<file>`.
/// @throws Error as list_class_folders
std::unique_ptr<Divisible> divisible_class_folders(const std::filesystem::path& source,
                                                   const ClassFileKind& kind);

}  // namespace maas::data
