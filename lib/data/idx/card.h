#pragma once

#include <string>
#include <vector>

#include "maas/catalog.h"

namespace maas::data {

struct IdxOptions {
  Path path;
  std::string split;
  Path images;
  Path labels;
  std::vector<std::string> classes;
};

void describe(Fields& fields, IdxOptions& options);

Card idx_card();

}  // namespace maas::data
