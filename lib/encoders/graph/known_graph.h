#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "data/graphs.h"
#include "encoders/graph/form.h"
#include "store/model_files.h"
#include "store/model_writer.h"

namespace maas::encoders {

/// The graph whose nodes are the samples, as it was in training: a model of its nodes needs all of
/// it. Published as `graph.json`, which names the nodes, and `graph.safetensors`: `edges` int32
/// [E, 2], `features` float32 [N, F] and `labels` int32 [N] where there are any.
class KnownGraph {
 public:
  /// @throws Error kInvalidData if there is no node
  explicit KnownGraph(const data::Graphs& train);
  /// @throws Error kNotFound, kInvalidData if a file is missing or malformed
  explicit KnownGraph(const store::ModelFiles& model);

  void save(const store::ModelWriter& writer) const;

  const NodeForm& form() const { return form_; }
  const std::vector<std::string>& names() const { return names_; }

  /// Its labels are numbered as the form has learned them.
  const data::Graph& graph() const { return graph_; }

  /// Returns the number of a node; -1: it is not in the graph.
  std::int64_t find(const std::string& name) const;

 private:
  void number_names(const std::string& origin);

  NodeForm form_;
  std::vector<std::string> names_;
  data::Graph graph_;
  std::unordered_map<std::string, std::int64_t> numbers_;
};

}  // namespace maas::encoders
