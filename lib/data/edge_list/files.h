#pragma once

#include <filesystem>

#include "data/edge_list/card.h"
#include "data/layout.h"

namespace maas::data {

/// The two files of a graph.
struct EdgeListFiles {
  std::filesystem::path edges;
  std::filesystem::path nodes;
};

/// Returns the files that the options name, or those called edges and nodes in their folder.
/// @throws Error kInvalidRecipe if no path is given; kNotFound if there are no such files;
///   kInvalidData if there are several
EdgeListFiles edge_list_files_of(const EdgeListOptions& options);

/// Returns what lies at a path: a folder with edges.csv and nodes.csv, or such a file of edges.
/// @throws Error kInvalidData if there are several files called so
Located located_edge_list(const std::filesystem::path& path);

}  // namespace maas::data
