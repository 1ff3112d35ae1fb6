#include "models/toy_token_net/card.h"

namespace maas::models {

void describe(Fields& fields, ToyTokenNetOptions& options) {
  fields("width", options.width, "width of a token's vector").range(between(1, 1024));
}

Card toy_token_net_card() {
  return {.name = "toy-token-net",
          .summary = "tells the next token by the last one alone",
          .options = AnyOptions::of<ToyTokenNetOptions>(),
          .kinds = {kind::kTokens}};
}

}  // namespace maas::models
