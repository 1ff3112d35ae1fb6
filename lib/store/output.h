#pragma once

#include <filesystem>
#include <span>
#include <string_view>

namespace maas::store {

/// Marks a directory as one that maas fills, before anything else is in it.
inline constexpr const char* kMarker = ".maas";

/// Makes sure that maas may fill a directory, which need not exist yet; nothing is written.
/// @throws Error kCannotCreate if it is not empty and has no marker, or may not be written to;
///   kBusy if another process holds it
void check_claimable(const std::filesystem::path& path, std::string_view use);

/// Makes a directory that maas may fill, and returns its marker's path, which is also its lock's.
///
/// @param use  what it is wanted for, for the message: "a run"
/// @throws Error kCannotCreate if the directory is not empty and has no marker
std::filesystem::path claim_directory(const std::filesystem::path& path, std::string_view use);

/// Empties a directory but for its marker.
///
/// @param ours  the names that maas gives to what it puts there, as shell patterns
/// @throws Error kCannotCreate if there is something else, naming it; nothing is removed then
void clear_directory(const std::filesystem::path& path, std::span<const char* const> ours);

/// Makes sure that `clear_directory` would empty a directory.
/// @throws Error kCannotCreate
void check_clearable(const std::filesystem::path& path, std::span<const char* const> ours);

/// Checks that what is made of the model `source` does not take its place, nor that of any run's
/// own model: neither could be had again.
/// @throws Error kCannotCreate
void check_not_replaced(const std::filesystem::path& source, const std::filesystem::path& output);

/// Checks that a model directory may be published at `path`: nothing is there, an empty directory,
/// or, with `force`, a model directory that holds nothing but what its manifest lists.
/// @throws Error kCannotCreate naming what is in the way
void check_model_output(const std::filesystem::path& path, bool force);

}  // namespace maas::store
