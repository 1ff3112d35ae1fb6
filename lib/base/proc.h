#pragma once

#include <filesystem>
#include <string>
#include <string_view>

/// Readers of the kernel's text files.
namespace maas::base {

/// Returns what is behind `key` and a colon in the first such line of a file, or an empty text.
std::string proc_field(const std::filesystem::path& file, std::string_view key);

/// Returns the first word of a file, or an empty text.
std::string first_word(const std::filesystem::path& file);

}  // namespace maas::base
