#pragma once

#include <filesystem>

#include "maas/engine_library.h"
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

/// Opens libmaas_engine.so, which has no LibTorch.
///
/// @throws Error as open_library
const EngineLibrary& open_engine(const std::filesystem::path& file);

}  // namespace maas::cli
