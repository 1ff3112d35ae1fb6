#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "data/edge_list/files.h"
#include "data/graphs.h"
#include "data/left_out.h"

namespace maas::data {

/// A node whose class is known.
struct LabelledNode {
  std::int32_t node = 0;
  std::int32_t label = 0;
  std::int64_t line = 0;  ///< of the table of nodes
};

/// What the files say.
struct EdgeListContent {
  Graph graph;
  std::vector<std::string> names;  ///< of the nodes
  std::vector<std::string> classes;
  std::vector<LabelledNode> samples;
  std::int64_t features = 0;
  std::vector<LeftOut> left_out;
};

/// @throws Error kNotFound, kIo; kInvalidData naming file and line; kInvalidRecipe if the table has
///   no column that the options name
EdgeListContent read_edge_list(const EdgeListFiles& files, const EdgeListOptions& options);

}  // namespace maas::data
