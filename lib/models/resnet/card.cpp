#include "models/resnet/card.h"

namespace maas::models {

void describe(Fields& fields, ResnetOptions& options) {
  fields("embedding_size", options.embedding_size, "channels of the first convolution")
      .range(between(1, 4096));
  fields("hidden_sizes", options.hidden_sizes, "channels of each stage").range(between(1, 4096));
  fields("depths", options.depths, "blocks of each stage").range(between(1, 64));
  fields("inner_sizes", options.inner_sizes,
         "channels between the two convolutions of each block, if not those of its stage")
      .range(between(1, 4096));
  fields("downsample_in_first_stage", options.downsample_in_first_stage,
         "halve height and width in the first stage too");
}

Card resnet_card() {
  return {.name = "resnet",
          .summary = "residual network of basic blocks with batch norm, for small pictures",
          .options = AnyOptions::of<ResnetOptions>(),
          .kinds = {kind::kImage}};
}

}  // namespace maas::models
