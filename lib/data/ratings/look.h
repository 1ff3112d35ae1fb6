#pragma once

#include <filesystem>

namespace maas::data {

/// Whether a file is called as RecBole calls who chose what: `.inter`.
bool is_called_interactions(const std::filesystem::path& file);

/// Whether a file is called as tables are, which others read too.
bool is_table(const std::filesystem::path& file);

/// Whether the beginning of a file is of ratings and of nothing else: three or four columns, whose
/// names say so, or numbers without names whose users and items come again and again, whose ratings
/// are few, and whose fourth column holds seconds since 1970. A file whose end is `.csv` is so by
/// names alone, or by all four columns.
bool look_like_ratings(const std::filesystem::path& file);

}  // namespace maas::data
