#include "data/edge_list/card.h"

namespace maas::data {

void describe(Fields& fields, EdgeListOptions& options) {
  fields("path", options.path,
         "file with the two nodes of an edge a line, or folder with edges.csv and nodes.csv")
      .metavar("FILE")
      .required();
  fields("nodes", options.nodes,
         "table of nodes: the first column names them; without it, nodes.csv beside the edges")
      .metavar("FILE");
  fields("label", options.label, "column of the class; a node without one is not learnt from");
  fields("ignore", options.ignore,
         "columns of nodes that are left out; all others are features, and must be numbers");
}

Card edge_list_card() {
  return {.name = "edge-list",
          .summary = "one graph whose nodes are the samples: a file of edges, a table of nodes",
          .options = AnyOptions::of<EdgeListOptions>(),
          .kinds = {kind::kGraph}};
}

}  // namespace maas::data
