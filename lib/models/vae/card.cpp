#include "models/vae/card.h"

namespace maas::models {

void describe(Fields& fields, VaeOptions& options) {
  fields("hidden", options.hidden,
         "widths of the encoder's hidden layers; the decoder has them in reverse")
      .range(between(1, 1 << 20));
  fields("latent", options.latent, "how many numbers stand for a picture")
      .range(between(1, 1 << 16));
}

Card vae_card() {
  return {.name = "vae",
          .summary = "variational autoencoder of fully connected layers",
          .options = AnyOptions::of<VaeOptions>(),
          .kinds = {kind::kImage},
          .supports = {"autoencoding"}};
}

}  // namespace maas::models
