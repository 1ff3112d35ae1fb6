#include "data/graphs/sizes.h"

#include <algorithm>

#include "data/extents.h"

namespace maas::data {

std::vector<Extent> sizes_of(const Graphs& graphs) {
  ExtentCounter sizes({"nodes", "edges"});
  ExtentCounter links({"links of a node"});
  const std::int64_t count =
      graphs.are_nodes() ? std::min<std::int64_t>(1, graphs.size()) : graphs.size();
  for (std::int64_t i = 0; i < count; ++i) {
    const Graph& graph = graphs.graph(i);
    sizes.add({graph.nodes, std::ssize(graph.edges)});
    for (const std::int64_t degree : degrees_of(graph)) links.add({degree});
  }
  std::vector<Extent> all = sizes.extents();
  for (Extent& extent : links.extents()) all.push_back(std::move(extent));
  return all;
}

}  // namespace maas::data
