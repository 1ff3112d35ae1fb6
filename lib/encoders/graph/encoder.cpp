#include "encoders/graph/encoder.h"

#include <nlohmann/json.hpp>

#include "encoders/graph/json.h"
#include "encoders/graph/part.h"
#include "encoders/graph/records.h"
#include "encoders/texts_in.h"
#include "formats/json/json.h"
#include "maas/error.h"

namespace maas::encoders {
namespace {

constexpr const char* kFile = "graph.json";
constexpr const char* kInput = "graph";
constexpr std::int64_t kRandomNodes = 16;

/// @throws Error kInvalidRecipe if the samples are nodes
const data::Graphs& graphs_in(const data::Dataset& set) {
  const auto& graphs = data::as<data::Graphs>(set);
  if (!graphs.are_nodes()) return graphs;
  throw failure_with_hint(ErrorCode::kInvalidRecipe, "their task is node-classification",
                          "the samples are nodes of one graph, no graphs");
}

NodeForm form_of(const Basis& basis) {
  if (basis.train != nullptr) graphs_in(*basis.train);
  if (basis.model != nullptr) {
    const std::filesystem::path file = basis.model->path(kFile);
    NodeForm form(file);
    if (form.width() > 0) return form;
    fail(ErrorCode::kInvalidData, "{}: nothing is known of nodes", file.string());
  }
  return NodeForm(graphs_in(*basis.train));
}

data::Graph graph_at(const std::vector<std::string>& texts, std::size_t index,
                     const NodeForm& form) {
  return graph_in(texts[index], fmt::format("{}[{}]", kInput, index), form);
}

}  // namespace

GraphEncoder::GraphEncoder(const Basis& basis) : form_(form_of(basis)) {}

std::shared_ptr<const tensor::GraphProblem> GraphEncoder::graph() const {
  return std::make_shared<tensor::GraphProblem>(
      tensor::GraphProblem{.features = form_.width(), .known = nullptr});
}

feed::Parts GraphEncoder::parts(std::shared_ptr<const data::Dataset> set, Use) const {
  graphs_in(*set);
  return graph_parts(set, form_);
}

void GraphEncoder::save(const store::ModelWriter& writer, nlohmann::ordered_json&) const {
  formats::write_json(writer.file(kFile), form_.to_json());
}

std::vector<TensorSpec> GraphEncoder::inputs() const {
  return {{kInput, "BYTES", {-1}}};
}

Demand GraphEncoder::check(HostTensors& inputs) const {
  const std::vector<std::string>& texts = texts_in(inputs, kInput);
  check_one_each(inputs.front(), texts.size());
  Demand demand{.samples = std::ssize(texts)};
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const data::Graph graph = graph_at(texts, i, form_);
    demand.bytes += graph.nodes * (form_.width() + 2) * static_cast<std::int64_t>(sizeof(float)) +
                    2 * std::ssize(graph.edges) * static_cast<std::int64_t>(sizeof(std::int64_t));
  }
  return demand;
}

HostTensors GraphEncoder::prepare(HostTensors inputs) const {
  const std::vector<std::string>& texts = texts_in(inputs, kInput);
  std::vector<data::Graph> graphs;
  for (std::size_t i = 0; i < texts.size(); ++i) graphs.push_back(graph_at(texts, i, form_));
  return joined_graphs(graphs, form_);
}

/// Trees of some nodes, grown at random.
HostTensors GraphEncoder::random_request(std::int64_t samples, base::Random& random) const {
  std::vector<std::string> texts;
  for (std::int64_t i = 0; i < samples; ++i) {
    formats::OrderedJson graph = {{"nodes", kRandomNodes},
                                  {"edges", formats::OrderedJson::array()}};
    for (std::int64_t node = 0; node < kRandomNodes; ++node) {
      if (node > 0) {
        graph["edges"].push_back({random.below(static_cast<std::uint64_t>(node)), node});
      }
      if (!form_.labels().empty()) {
        graph["labels"].push_back(form_.labels()[random.below(form_.labels().size())]);
      }
      if (form_.features() == 0) continue;
      std::vector<double> row;
      for (std::int64_t f = 0; f < form_.features(); ++f) row.push_back(2 * random.uniform() - 1);
      graph["x"].push_back(row);
    }
    texts.push_back(graph.dump());
  }
  return {{kInput, {samples}, std::move(texts)}};
}

std::unique_ptr<Records> GraphEncoder::records(const std::vector<std::string>& arguments) const {
  return graph_records(arguments, [this](std::string_view text) {
    const data::Graph graph = graph_in(text, "the graph", form_);
    return joined_graphs({&graph, 1}, form_);
  });
}

}  // namespace maas::encoders
