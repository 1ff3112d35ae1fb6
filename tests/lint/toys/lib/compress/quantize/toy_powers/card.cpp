#include "compress/quantize/toy_powers/card.h"

namespace maas::quantizers {

void describe(Fields&, ToyPowersOptions&) {}

Card toy_powers_card() {
  return {.name = "toy-powers",
          .summary = "scales that are powers of two",
          .options = AnyOptions::of<ToyPowersOptions>(),
          .supports = {"w8a8", "w8a16"}};
}

}  // namespace maas::quantizers
