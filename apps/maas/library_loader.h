#pragma once

#include <filesystem>

#include "maas/library.h"

namespace maas::cli {

/// The running program.
std::filesystem::path program_file();

/// Its folder.
std::filesystem::path program_folder();

/// Opens libmaas.so, and LibTorch with it.
///
/// @throws Error kInternal if the file is missing, cannot be opened, or comes from another build
const Library& open_library(const std::filesystem::path& file);

}  // namespace maas::cli
