#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "data/jsonl/card.h"
#include "data/jsonl/record.h"
#include "data/layout.h"
#include "data/left_out.h"

namespace maas::data {

/// Whether a file is called as JSON lines are: .jsonl, also with .gz.
bool is_jsonl_name(const std::filesystem::path& file);

/// Returns the file of a split: that of the options, or one in their folder.
/// @throws Error as file_of_split
std::filesystem::path jsonl_file_of(const JsonlOptions& options, const std::string& split);

/// Returns the keys that the options name.
/// @throws Error kInvalidRecipe if that of the text is empty, or that of the class too
RecordKeys keys_of(const JsonlOptions& options);

/// Returns what JSON lines lie at a path.
/// @throws Error kInvalidData if the first record has no text by the usual key, or if two files of
///   a folder mean the same split
Located located_jsonl(const std::filesystem::path& path);

/// Returns the files beside that of the training split, if it is called so, that are no splits.
std::vector<LeftOut> jsonl_beside(const std::filesystem::path& train);

}  // namespace maas::data
