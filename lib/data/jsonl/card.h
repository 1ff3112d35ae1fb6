#pragma once

#include <string>

#include "maas/catalog.h"

namespace maas::data {

struct JsonlOptions {
  Path path;
  std::string text = "text";
  std::string label = "label";
};

void describe(Fields& fields, JsonlOptions& options);

Card jsonl_card();

}  // namespace maas::data
