#pragma once

#include <string>
#include <vector>

#include "maas/catalog.h"

namespace maas::data {

struct EdgeListOptions {
  Path path;
  Path nodes;
  std::string label = "label";
  std::vector<std::string> ignore;
};

void describe(Fields& fields, EdgeListOptions& options);

Card edge_list_card();

}  // namespace maas::data
