#pragma once

#include <cstdint>
#include <string>

#include "maas/catalog.h"

namespace maas::data {

struct ImageFolderOptions {
  Path path;
  std::string labels;
  std::int64_t channels = 3;

  bool has_classes() const { return labels.empty(); }
};

void describe(Fields& fields, ImageFolderOptions& options);

Card image_folder_card();

}  // namespace maas::data
