#pragma once

#include <filesystem>

namespace maas::store {

/// Marks a directory as one that maas fills, before anything else is in it.
inline constexpr const char* kMarker = ".maas";

/// Checks that a model directory may be published at `path`: nothing is there, an empty directory,
/// or, with `force`, a model directory that holds nothing but what its manifest lists.
/// @throws Error kCannotCreate naming what is in the way
void check_model_output(const std::filesystem::path& path, bool force);

}  // namespace maas::store
