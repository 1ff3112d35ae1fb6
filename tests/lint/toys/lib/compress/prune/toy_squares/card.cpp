#include "compress/prune/toy_squares/card.h"

namespace maas::pruners {

void describe(Fields&, ToySquaresOptions&) {}

Card toy_squares_card() {
  return {.name = "toy-squares",
          .summary = "the smallest squares go, from every layer the same share",
          .options = AnyOptions::of<ToySquaresOptions>(),
          .supports = {"unstructured", "structured"}};
}

}  // namespace maas::pruners
