#include "data/cartpole/card.h"

namespace maas::data {

void describe(Fields& fields, CartpoleOptions& options) {
  describe(fields, static_cast<EpisodeOptions&>(options));
}

Card cartpole_card() {
  return {.name = "cartpole",
          .summary = "a pole to be balanced on a cart, for 500 steps at the most; simulated",
          .options = AnyOptions::of<CartpoleOptions>(),
          .kinds = {kind::kEnvironment}};
}

}  // namespace maas::data
