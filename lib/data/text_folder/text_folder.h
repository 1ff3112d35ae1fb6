#pragma once

#include <memory>
#include <string>

#include "data/layout.h"
#include "data/text_folder/card.h"

namespace maas::data {

/// Files that end in .txt in one folder per class, or deeper, read when they are asked for. Hidden
/// files and folders are passed over.
std::unique_ptr<Layout> make_text_folder(const std::string& split,
                                         const TextFolderOptions& options);

}  // namespace maas::data
