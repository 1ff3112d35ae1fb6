#include "models/gpt/card.h"

namespace maas::models {

void describe(Fields& fields, GptOptions& options) {
  fields("layers", options.layers, "blocks of attention and a network of two layers")
      .range(between(1, 1024));
  fields("heads", options.heads, "heads of attention").range(between(1, 1024));
  fields("width", options.width, "width of a token's vector, a multiple of heads")
      .range(between(1, 1 << 16));
  fields("dropout", options.dropout, "share of values dropped while training").range(below(0, 1));
}

Card gpt_card() {
  return {.name = "gpt",
          .summary = "transformer that tells the next token, as GPT-2",
          .options = AnyOptions::of<GptOptions>(),
          .kinds = {kind::kTokens}};
}

}  // namespace maas::models
