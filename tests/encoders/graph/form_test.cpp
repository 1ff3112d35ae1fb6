#include "encoders/graph/form.h"

#include <nlohmann/json.hpp>

#include "base/files.h"
#include "formats/json/json.h"
#include "support/memory_graphs.h"
#include "support/support.h"

namespace maas::encoders {
namespace {

std::vector<float> inputs_of(const NodeForm& form, const data::Graph& graph,
                             const std::vector<std::string>& labels = {}) {
  std::vector<float> inputs(static_cast<std::size_t>(graph.nodes * form.width()), -7);
  form.write_inputs(graph, form.numbers_of(labels), inputs.data());
  return inputs;
}

/// Graphs that have nothing but these edges.
test::MemoryGraphs plain(std::vector<data::Graph> graphs) {
  test::MemoryGraphs set;
  set.sample_labels.resize(graphs.size());
  set.graphs = std::move(graphs);
  return set;
}

TEST(NodeForm, MakesLabelsOneHotThatTrainingHad) {
  test::MemoryGraphs train = plain({{.nodes = 2, .edges = {}, .labels = {2, 0}}});
  train.label_names = {"C", "never", "O"};
  const NodeForm form(train);
  EXPECT_EQ(form.labels(), (std::vector<std::string>{"C", "O"}));
  const data::Graph other{.nodes = 3, .edges = {}, .labels = {0, 1, 2}};
  EXPECT_EQ(inputs_of(form, other, {"O", "N", "C"}), (std::vector<float>{0, 1, 0, 0, 1, 0}));
}

TEST(NodeForm, StandardisesFeaturesByTraining) {
  test::MemoryGraphs train = plain({{.nodes = 2, .edges = {}, .features = {1, 5, 3, 5}},
                                    {.nodes = 2, .edges = {}, .features = {1, 5, 3, 5}}});
  train.width = 2;
  const NodeForm form(train);
  const data::Graph other{.nodes = 1, .edges = {}, .features = {4, 9}};
  EXPECT_EQ(inputs_of(form, other), (std::vector<float>{2, 0}));
}

TEST(NodeForm, OfNodesLearnsFromThoseThatAreTrainedOn) {
  auto nodes = std::make_shared<test::MemoryGraphs>(*test::ring_nodes(4, 2));
  nodes->graphs[0].features = {1, 3, 100, 100};
  nodes->width = 1;
  const NodeForm form(data::as<data::Graphs>(*data::choose(nodes, {0, 1})));
  EXPECT_EQ(inputs_of(form, {.nodes = 1, .edges = {}, .features = {3}}), std::vector<float>{1});
}

TEST(NodeForm, TellsNumbersOfLinksApartWhereNothingElseIsKnown) {
  const NodeForm form(plain({{.nodes = 4, .edges = {{0, 1}, {0, 2}}}}));
  EXPECT_EQ(form.width(), 3);
  const data::Graph star{.nodes = 5, .edges = {{0, 1}, {0, 2}, {0, 3}}};
  EXPECT_EQ(inputs_of(form, star), (std::vector<float>{0, 0, 1,  // more than in training
                                                       0, 1, 0, 0, 1, 0, 0, 1, 0, 1, 0, 0}));
}

TEST(NodeForm, SurvivesItsFile) {
  const test::TemporaryDirectory directory;
  const NodeForm form(*test::learnable_graphs(12, 3));
  formats::write_json(directory / "graph.json", form.to_json());
  const NodeForm again(directory / "graph.json");
  EXPECT_EQ(again.to_json(), form.to_json());
  EXPECT_EQ(again.width(), form.width());
}

TEST(NodeForm, RefusesAFileThatIsNotIts) {
  const test::TemporaryDirectory directory;
  base::write_file(directory / "graph.json", R"({"schema": "maas.graph/v1", "degrees": 1000})");
  EXPECT_ERROR(NodeForm(directory / "graph.json"), kInvalidData, "degrees");
  base::write_file(directory / "graph.json", R"({"schema": "maas.graph/v2"})");
  EXPECT_ERROR(NodeForm(directory / "graph.json"), kInvalidData, "schema");
}

TEST(Neighbours, StandNodeByNodeInOrder) {
  data::Graph graph{.nodes = 5, .edges = {{3, 0}, {1, 0}, {2, 3}}};
  data::settle_edges(graph);
  std::vector<std::int64_t> neighbours(6);
  write_neighbours(graph, neighbours.data());
  EXPECT_EQ(neighbours, (std::vector<std::int64_t>{1, 3, 0, 3, 0, 2}));
}

TEST(NodeForm, PassesOverAFeatureThatIsTheSameInAllTrainingNodes) {
  auto nodes = std::make_shared<test::MemoryGraphs>(*test::ring_nodes(11, 2));
  nodes->graphs[0].features.assign(11, 1);
  nodes->width = 1;
  const auto train = data::choose(nodes, {0, 1, 2, 3, 4, 5, 6, 7, 8, 9});
  const NodeForm form(data::as<data::Graphs>(*train));
  EXPECT_EQ(inputs_of(form, {.nodes = 1, .edges = {}, .features = {0}}), std::vector<float>{0});
}

}  // namespace
}  // namespace maas::encoders
