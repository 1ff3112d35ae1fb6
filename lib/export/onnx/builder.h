#pragma once

#include <initializer_list>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "export/weights.h"
#include "formats/onnx/onnx.h"
#include "graph/graph.h"

namespace maas::exporters::onnx {

using Attributes = std::map<std::string, formats::OnnxAttribute>;

/// An ONNX graph in the making. Values go by their ONNX names.
class Builder {
 public:
  /// @param weights  must outlive the model that is built
  Builder(const graph::Graph& graph, const Weights& weights) : graph_(graph), weights_(weights) {}

  const graph::Graph& graph() const { return graph_; }

  /// Appends an operator and returns the name of its output.
  std::string add(const std::string& op, std::vector<std::string> inputs,
                  Attributes attributes = {});

  /// Appends an operator of several outputs and returns their names.
  std::vector<std::string> add_many(const std::string& op, std::vector<std::string> inputs,
                                    std::size_t outputs, Attributes attributes = {});

  /// Adds a constant and returns its name.
  std::string constant(const std::string& name, const at::Tensor& value);
  std::string scalar(float value);
  std::string integers(const std::vector<std::int64_t>& values);

  /// Returns the name of a value of the traced graph. Parameters become constants at their first
  /// use; int8 ones, codes and a DequantizeLinear.
  std::string name_of(graph::ValueId value);

  /// Returns the name of what a node takes for this argument, or an empty name.
  std::string input(const graph::Node& node, const std::string& argument);

  /// Returns the parameter that a node takes for this argument, or null if that is computed.
  const Weight* weight(const graph::Node& node, const std::string& argument) const;
  const Weight* weight(graph::ValueId value) const;

  /// Says by what name a value of the traced graph goes.
  void bind(graph::ValueId value, std::string name) { names_[value] = std::move(name); }

  /// Sets what the names of operators start with.
  void enter(std::string scope) { scope_ = std::move(scope); }

  /// Calls a result by another name everywhere.
  void rename(const std::string& from, const std::string& to);

  /// The nodes and constants so far.
  formats::OnnxModel finish() { return std::move(model_); }

 private:
  std::string unique(const std::string& wanted);
  std::string add_parameter(const graph::Value& value);

  const graph::Graph& graph_;
  const Weights& weights_;
  formats::OnnxModel model_;
  std::map<graph::ValueId, std::string> names_;
  std::set<std::string> taken_;
  std::string scope_;
};

}  // namespace maas::exporters::onnx
