#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "maas/progress.h"

namespace maas::data {

/// Returns a digest of the bytes of some files.
/// @throws Error kNotFound, kIo; kInterrupted or kTerminated if a stop is asked for
std::string fingerprint_of(const std::vector<std::filesystem::path>& files, Progress& progress);

}  // namespace maas::data
