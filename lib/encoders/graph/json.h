#pragma once

#include <string_view>

#include "data/graphs.h"
#include "encoders/graph/form.h"

namespace maas::encoders {

/// Reads a graph from JSON: `{"nodes": N, "edges": [[0, 1], ...]}`, nodes being numbered from 0,
/// with `"labels"`, a text or whole number a node, where training had labels, and `"x"`, a list of
/// numbers a node, where it had features. Edges have no direction, and count once however often
/// they are there; one from a node to itself is left out. A graph has no more nodes than its text
/// has bytes, so that what it takes is bounded by what was sent.
/// @param origin  names the text in messages: "graph[0]"
/// @return the graph; its labels are numbered as the form has learned them, -1 is one never seen
/// @throws Error kInvalidData
data::Graph graph_in(std::string_view text, std::string_view origin, const NodeForm& form);

}  // namespace maas::encoders
