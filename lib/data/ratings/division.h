#pragma once

#include <filesystem>
#include <memory>

#include "data/divisible.h"

namespace maas::data {

/// The ratings of a file, to be written as `<split>.inter` or as the file is called, with the
/// header in each, byte for byte as they stand.
/// @return null if the file is a table or holds no ratings
/// @throws Error as read_text_file, columns_of and RatingTable
std::unique_ptr<Divisible> divisible_ratings(const std::filesystem::path& file);

}  // namespace maas::data
