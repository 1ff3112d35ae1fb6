#pragma once

#include <cstdint>
#include <string>

#include "maas/catalog.h"

namespace maas::data {

struct ImageFolderOptions {
  Path path;
  std::int64_t channels = 3;
};

void describe(Fields& fields, ImageFolderOptions& options);

Card image_folder_card();

}  // namespace maas::data
