#include "models/mlp/card.h"

namespace maas::models {

void describe(Fields& fields, MlpOptions& options) {
  fields("hidden", options.hidden, "widths of the hidden layers").range(between(1, 1 << 20));
  fields("activation", options.activation, "non-linearity after each hidden layer")
      .choices({"relu", "gelu", "tanh", "sigmoid"});
  fields("dropout", options.dropout, "share of hidden values dropped while training")
      .range(below(0, 1));
}

Card mlp_card() {
  return {.name = "mlp",
          .summary = "fully connected layers of any widths",
          .options = AnyOptions::of<MlpOptions>(),
          .kinds = {kind::kImage, kind::kRow, kind::kEnvironment}};
}

}  // namespace maas::models
