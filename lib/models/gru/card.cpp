#include "models/gru/card.h"

namespace maas::models {

Card gru_card() {
  return {.name = "gru",
          .summary = "gated recurrent units over tokens or steps, in both directions",
          .options = AnyOptions::of<GruOptions>(),
          .kinds = {kind::kText, kind::kSeries}};
}

}  // namespace maas::models
