#include "data/tu/card.h"

namespace maas::data {

void describe(Fields& fields, TuOptions& options) {
  fields("path", options.path,
         "folder with NAME_A.txt, NAME_graph_indicator.txt and NAME_graph_labels.txt")
      .metavar("DIR")
      .required();
}

Card tu_card() {
  return {.name = "tu",
          .summary = "labelled graphs in the text files of the TU collection",
          .options = AnyOptions::of<TuOptions>(),
          .kinds = {kind::kGraph}};
}

}  // namespace maas::data
