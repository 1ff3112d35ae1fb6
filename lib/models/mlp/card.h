#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "maas/catalog.h"

namespace maas::models {

struct MlpOptions {
  std::vector<std::int64_t> hidden = {128};
  std::string activation = "relu";
  double dropout = 0;
};

void describe(Fields& fields, MlpOptions& options);

Card mlp_card();

}  // namespace maas::models
