#pragma once

#include <memory>
#include <string>

#include "data/dataset.h"
#include "data/image_folder/card.h"

namespace maas::data {

/// PNG and JPEG files in one folder per class, decoded when they are read.
///
/// Hidden files and folders are passed over. The fingerprint reads every file once.
///
/// @throws Error kNotFound if there is no folder; kInvalidData if a class has no picture
std::unique_ptr<Dataset> make_image_folder(const std::string& split,
                                           const ImageFolderOptions& options);

}  // namespace maas::data
