#pragma once

#include <cstdint>
#include <vector>

#include "maas/catalog.h"

namespace maas::models {

struct ResnetOptions {
  std::int64_t embedding_size = 16;
  std::vector<std::int64_t> hidden_sizes = {16, 32, 64};
  std::vector<std::int64_t> depths = {1, 1, 1};
  std::vector<std::int64_t> inner_sizes;
  bool downsample_in_first_stage = false;
};

void describe(Fields& fields, ResnetOptions& options);

Card resnet_card();

}  // namespace maas::models
