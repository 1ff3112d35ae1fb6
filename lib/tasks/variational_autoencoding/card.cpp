#include "tasks/variational_autoencoding/card.h"

namespace maas::tasks {

void describe(Fields&, VariationalAutoencodingOptions&) {}

Card variational_autoencoding_card() {
  return {.name = "variational-autoencoding",
          .summary = "pictures from noise and a few numbers for each picture; -ELBO in nats",
          .options = AnyOptions::of<VariationalAutoencodingOptions>(),
          .kinds = {kind::kImage},
          .supports = {"autoencoding"},
          .metrics = {{.name = "nelbo", .larger_is_better = false, .is_shown = true},
                      {.name = "reconstruction", .larger_is_better = false, .is_shown = true},
                      {.name = "kl", .larger_is_better = false, .is_shown = true}}};
}

}  // namespace maas::tasks
