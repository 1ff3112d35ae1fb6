#include "data/series/card.h"

namespace maas::data {

Card series_card() {
  return {.name = "series",
          .summary = "tables whose lines stand in the order of time, with or without a header",
          .options = AnyOptions::of<SeriesOptions>(),
          .kinds = {kind::kSeries}};
}

}  // namespace maas::data
