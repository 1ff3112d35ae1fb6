#pragma once

#include <filesystem>
#include <string>

#include <fmt/format.h>

#include "base/files.h"

/// Small graphs on disk.
namespace maas::data::test {

/// Writes a data set of the TU form: paths of 2 nodes and more, of the class 0 or 1 in turns.
inline void write_paths(const std::filesystem::path& folder, int graphs) {
  std::filesystem::create_directories(folder);
  std::string edges;
  std::string indicator;
  std::string classes;
  int node = 0;
  for (int graph = 1; graph <= graphs; ++graph) {
    const int nodes = 1 + graph;
    for (int i = 0; i < nodes; ++i) {
      ++node;
      indicator += fmt::format("{}\n", graph);
      if (i > 0) edges += fmt::format("{}, {}\n", node - 1, node);
    }
    classes += fmt::format("{}\n", nodes % 2);
  }
  base::write_file(folder / "TOY_A.txt", edges);
  base::write_file(folder / "TOY_graph_indicator.txt", indicator);
  base::write_file(folder / "TOY_graph_labels.txt", classes);
}

/// Writes a ring of nodes of two classes in turns, as edges.csv and nodes.csv.
inline void write_ring(const std::filesystem::path& folder, int nodes) {
  std::filesystem::create_directories(folder);
  std::string edges = "source,target\n";
  std::string table = "id,label\n";
  for (int node = 0; node < nodes; ++node) {
    edges += fmt::format("{},{}\n", node, (node + 1) % nodes);
    table += fmt::format("{},{}\n", node, node % 2 == 0 ? "even" : "odd");
  }
  base::write_file(folder / "edges.csv", edges);
  base::write_file(folder / "nodes.csv", table);
}

}  // namespace maas::data::test
