#include "models/wgan_gp/card.h"

namespace maas::models {

void describe(Fields& fields, WganGpOptions& options) {
  fields("latent", options.latent, "how many numbers a picture is drawn from")
      .range(between(1, 1 << 16));
  fields("generator_channels", options.generator_channels,
         "channels of the generator at half of the sides; at a quarter twice as many")
      .range(between(1, 4096));
  fields("critic_channels", options.critic_channels,
         "channels of the critic at half of the sides; at a quarter twice as many")
      .range(between(1, 4096));
}

Card wgan_gp_card() {
  return {.name = "wgan-gp",
          .summary = "generator and critic of convolutions, for small pictures",
          .options = AnyOptions::of<WganGpOptions>(),
          .kinds = {kind::kImage},
          .supports = {"adversaries"}};
}

}  // namespace maas::models
