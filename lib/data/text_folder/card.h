#pragma once

#include "maas/catalog.h"

namespace maas::data {

struct TextFolderOptions {
  Path path;
};

void describe(Fields& fields, TextFolderOptions& options);

Card text_folder_card();

}  // namespace maas::data
