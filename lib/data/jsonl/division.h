#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "data/divisible.h"

namespace maas::data {

/// The records of JSON lines, to be written as `<split>.jsonl`, byte for byte as they stand, each
/// class by itself.
/// @param target  key of the class; empty: the usual one, if records have it
/// @throws Error kUsage if no record has the target; as read_text_file and JsonRecords
std::unique_ptr<Divisible> divisible_jsonl(const std::filesystem::path& file,
                                           const std::string& target);

}  // namespace maas::data
