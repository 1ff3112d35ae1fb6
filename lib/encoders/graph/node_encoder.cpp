#include "encoders/graph/node_encoder.h"

#include <nlohmann/json.hpp>

#include "base/strings.h"
#include "encoders/graph/part.h"
#include "encoders/text/records.h"
#include "encoders/texts_in.h"
#include "feed/scalar_part.h"
#include "maas/error.h"

namespace maas::encoders {
namespace {

constexpr const char* kInput = "node";

/// @throws Error kInvalidRecipe if the samples are graphs
const data::Graphs& nodes_in(const data::Dataset& set) {
  const auto& graphs = data::as<data::Graphs>(set);
  if (graphs.are_nodes()) return graphs;
  throw failure_with_hint(ErrorCode::kInvalidRecipe, "their task is graph-classification",
                          "the samples are graphs, no nodes of one");
}

/// A model reads the graph that it has: another would be passed over.
/// @throws Error kInvalidRecipe
void require_same_graph(const KnownGraph& model, const KnownGraph& train) {
  const data::Graph& has = model.graph();
  const data::Graph& wants = train.graph();
  const bool are_same =
      model.names() == train.names() && has.edges == wants.edges && has.features == wants.features;
  if (are_same) return;
  throw failure_with_hint(
      ErrorCode::kInvalidRecipe, "train without model.from: a model of nodes is of one graph",
      "data.train: the graph of {} nodes and {} edges is not that of {} and {} which the model has",
      wants.nodes, wants.edges.size(), has.nodes, has.edges.size());
}

KnownGraph known_of(const Basis& basis) {
  if (basis.model == nullptr) return KnownGraph(nodes_in(*basis.train));
  KnownGraph known(*basis.model);
  if (basis.train != nullptr) require_same_graph(known, KnownGraph(nodes_in(*basis.train)));
  return known;
}

/// Undoes what a request may have instead of texts: whole numbers.
void to_texts(HostTensors& inputs) {
  if (inputs.size() != 1) return;
  const auto* const numbers = std::get_if<std::vector<std::int64_t>>(&inputs.front().data);
  if (numbers == nullptr) return;
  std::vector<std::string> texts;
  for (const std::int64_t number : *numbers) texts.push_back(std::to_string(number));
  inputs.front().data = std::move(texts);
}

}  // namespace

NodeEncoder::NodeEncoder(const Basis& basis)
    : known_(known_of(basis)),
      problem_(std::make_shared<tensor::GraphProblem>(tensor::GraphProblem{
          .features = known_.form().width(),
          .known =
              std::make_shared<tensor::Batch>(batch_of_graph(known_.graph(), known_.form()))})) {}

std::string NodeEncoder::text() const {
  return fmt::format("{}, in a graph of {}", known_.form().text(), known_.names().size());
}

std::int64_t NodeEncoder::number_of(const std::string& name, std::string_view origin) const {
  const std::int64_t number = known_.find(name);
  if (number >= 0) return number;
  fail(ErrorCode::kInvalidData,
       "{}: there is no node '{}' in the graph of {} nodes that was "
       "trained on",
       origin, base::abridged(name), known_.names().size());
}

feed::Parts NodeEncoder::parts(std::shared_ptr<const data::Dataset> set, Use) const {
  const data::Graphs& nodes = nodes_in(*set);
  std::vector<std::int64_t> numbers;
  for (std::int64_t i = 0; i < nodes.size(); ++i) {
    const std::string& name = nodes.node_names()[static_cast<std::size_t>(nodes.node(i))];
    numbers.push_back(number_of(name, nodes.name(i)));
  }
  return {feed::scalar_part<std::int64_t>(tensor::part::kNode,
                                          [numbers = std::move(numbers)](std::int64_t sample) {
                                            return numbers[static_cast<std::size_t>(sample)];
                                          })};
}

void NodeEncoder::save(const store::ModelWriter& writer, nlohmann::ordered_json&) const {
  known_.save(writer);
}

std::vector<TensorSpec> NodeEncoder::inputs() const {
  return {{kInput, "BYTES", {-1}}};
}

Demand NodeEncoder::check(HostTensors& inputs) const {
  to_texts(inputs);
  const std::vector<std::string>& names = texts_in(inputs, kInput);
  check_one_each(inputs.front(), names.size());
  for (std::size_t i = 0; i < names.size(); ++i) {
    number_of(names[i], fmt::format("{}[{}]", kInput, i));
  }
  return {.samples = std::ssize(names),
          .bytes = std::ssize(names) * static_cast<std::int64_t>(sizeof(std::int64_t))};
}

HostTensors NodeEncoder::prepare(HostTensors inputs) const {
  std::vector<std::int64_t> numbers;
  for (const std::string& name : texts_in(inputs, kInput)) {
    numbers.push_back(number_of(name, kInput));
  }
  return {{tensor::part::kNode, {std::ssize(numbers)}, std::move(numbers)}};
}

HostTensors NodeEncoder::random_request(std::int64_t samples, base::Random& random) const {
  std::vector<std::string> names;
  for (std::int64_t i = 0; i < samples; ++i) {
    names.push_back(known_.names()[random.below(known_.names().size())]);
  }
  return {{kInput, {samples}, std::move(names)}};
}

std::unique_ptr<Records> NodeEncoder::records(const std::vector<std::string>& arguments) const {
  return text_records(arguments, kInput, [this](const std::string& name) {
    return HostTensors{{tensor::part::kNode, {1}, std::vector{number_of(name, kInput)}}};
  });
}

}  // namespace maas::encoders
