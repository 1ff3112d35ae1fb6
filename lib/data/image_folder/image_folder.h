#pragma once

#include <memory>
#include <string>

#include "data/image_folder/card.h"
#include "data/layout.h"

namespace maas::data {

/// Pictures in one folder per class, or deeper, decoded when they are read. Hidden files and
/// folders are passed over.
std::unique_ptr<Layout> make_image_folder(const std::string& split,
                                          const ImageFolderOptions& options);

}  // namespace maas::data
