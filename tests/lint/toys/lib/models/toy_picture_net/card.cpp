#include "models/toy_picture_net/card.h"

namespace maas::models {

void describe(Fields&, ToyPictureNetOptions&) {}

Card toy_picture_net_card() {
  return {.name = "toy-picture-net",
          .summary = "a linear layer of all pixels",
          .options = AnyOptions::of<ToyPictureNetOptions>(),
          .kinds = {kind::kImage}};
}

}  // namespace maas::models
