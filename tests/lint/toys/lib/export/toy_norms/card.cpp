#include "export/toy_norms/card.h"

namespace maas::exporters {

void describe(Fields&, ToyNormsOptions&) {}

Card toy_norms_card() {
  return {.name = "toy-norms",
          .summary = "a text of the norm of each parameter",
          .options = AnyOptions::of<ToyNormsOptions>(),
          .kinds = {kind::kImage, kind::kRow, kind::kText, kind::kTokens}};
}

}  // namespace maas::exporters
