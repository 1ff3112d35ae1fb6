#include "models/lstm/card.h"

namespace maas::models {

Card lstm_card() {
  return {.name = "lstm",
          .summary = "long short-term memory over tokens or steps, in both directions",
          .options = AnyOptions::of<LstmOptions>(),
          .kinds = {kind::kText, kind::kSeries}};
}

}  // namespace maas::models
