#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "data/graphs.h"
#include "data/left_out.h"

namespace maas::data {

/// The files of a TU data set that are read.
struct TuFiles {
  std::filesystem::path edges;                         ///< NAME_A.txt
  std::filesystem::path graphs;                        ///< NAME_graph_indicator.txt
  std::filesystem::path classes;                       ///< NAME_graph_labels.txt
  std::optional<std::filesystem::path> node_labels;    ///< NAME_node_labels.txt
  std::optional<std::filesystem::path> node_features;  ///< NAME_node_attributes.txt
  std::vector<LeftOut> left_out;                       ///< what is known of edges or graphs beside

  std::vector<std::filesystem::path> all() const;
};

/// Returns the files of the data set in a folder, or nothing if there is none.
/// @throws Error kInvalidData if there are several data sets, or if a file is missing of the one
std::optional<TuFiles> tu_files_in(const std::filesystem::path& folder);

/// What the files say.
struct TuContent {
  std::vector<Graph> graphs;
  std::vector<std::string> classes;
  std::vector<std::int32_t> labels;  ///< of each graph
  std::vector<std::string> node_labels;
  std::int64_t features = 0;
  std::int64_t loops = 0;  ///< edges from a node to itself, which were left out
};

/// @throws Error kNotFound, kIo; kInvalidData naming file and line
TuContent read_tu(const TuFiles& files);

}  // namespace maas::data
