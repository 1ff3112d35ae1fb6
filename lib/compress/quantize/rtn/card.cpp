#include "compress/quantize/rtn/card.h"

namespace maas::quantizers {

void describe(Fields&, RtnOptions&) {}

Card rtn_card() {
  return {.name = "rtn",
          .summary = "each weight rounded to the nearest code, one scale per output",
          .options = AnyOptions::of<RtnOptions>(),
          .supports = {"w8a8", "w8a16"}};
}

}  // namespace maas::quantizers
