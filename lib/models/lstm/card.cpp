#include "models/lstm/card.h"

namespace maas::models {

Card lstm_card() {
  return {.name = "lstm",
          .summary = "long short-term memory over tokens, in both directions",
          .options = AnyOptions::of<LstmOptions>(),
          .kinds = {kind::kText}};
}

}  // namespace maas::models
