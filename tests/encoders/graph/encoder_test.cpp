#include "encoders/graph/encoder.h"

#include <ATen/ops/equal.h>
#include <nlohmann/json.hpp>

#include "base/files.h"
#include "encoders/graph/node_encoder.h"
#include "encoders/graph/part.h"
#include "support/memory_graphs.h"
#include "support/refusal.h"

namespace maas::encoders {
namespace {

tensor::Batch batch_of(const feed::Parts& parts, std::vector<std::int64_t> samples) {
  const feed::Source source(1 << 20, parts);
  tensor::Batch batch = source.blank(samples);
  base::Random random(1);
  for (std::int64_t row = 0; row < std::ssize(samples); ++row) {
    source.read(samples, row, random, batch);
  }
  return batch;
}

/// Files of a model that an encoder publishes.
class PublishedGraph : public ::testing::Test {
 protected:
  void publish(const Encoder& encoder) {
    store::ModelWriter writer(files_.directory, /*force=*/true);
    encoder.save(writer, files_.config);
    writer.publish({});
  }

  test::TemporaryDirectory directory_;
  store::ModelFiles files_{.directory = directory_ / "model", .config = {}, .manifest = {}};
};

using GraphEncoderTest = PublishedGraph;
using NodeEncoderTest = PublishedGraph;

TEST_F(GraphEncoderTest, JoinsGraphsOneBehindTheOther) {
  const auto graphs = test::learnable_graphs(6, 3);
  const GraphEncoder encoder({.train = graphs.get()});
  const tensor::Batch batch = batch_of(encoder.parts(graphs, Use::kJudge), {4, 1, 4});
  const std::int64_t four = graphs->graph(4).nodes;
  const std::int64_t one = graphs->graph(1).nodes;
  EXPECT_EQ(batch.parts.front().first, encoder.part());
  EXPECT_EQ(batch.at("nodes").size(0), 3);
  EXPECT_EQ(batch.at("features").sizes(), (std::vector<std::int64_t>{2 * four + one, 4}));
  EXPECT_TRUE(
      at::equal(batch.at("features").slice(0, 0, four), batch.at("features").slice(0, four + one)));
  EXPECT_EQ(batch.at("degrees").sum().item<std::int64_t>(), batch.at("neighbours").size(0));
}

TEST_F(GraphEncoderTest, MakesOfRequestsWhatItMakesOfSamples) {
  const auto graphs = test::learnable_graphs(2, 2);
  const GraphEncoder encoder({.train = graphs.get()});
  nlohmann::json json;
  std::vector<std::string> texts;
  for (const data::Graph& graph : graphs->graphs) {
    json = {{"nodes", graph.nodes}, {"edges", nlohmann::json::array()}};
    for (const data::Edge& edge : graph.edges) json["edges"].push_back({edge.b, edge.a});
    for (const std::int32_t label : graph.labels) {
      json["labels"].push_back(graphs->label_names[static_cast<std::size_t>(label)]);
    }
    for (const float value : graph.features) json["x"].push_back({value});
    texts.push_back(json.dump());
  }
  HostTensors request = {{"graph", {2}, texts}};
  EXPECT_EQ(encoder.check(request).samples, 2);
  const HostTensors prepared = encoder.prepare(std::move(request));
  const tensor::Batch batch = batch_of(encoder.parts(graphs, Use::kJudge), {0, 1});
  for (const HostTensor& part : prepared) {
    EXPECT_EQ(batch.at(part.name).sizes(), part.shape) << part.name;
    std::visit(
        [&](const auto& values) {
          using Value = typename std::decay_t<decltype(values)>::value_type;
          if constexpr (std::is_same_v<Value, float> || std::is_same_v<Value, std::int64_t>) {
            const auto* const first = batch.at(part.name).const_data_ptr<Value>();
            EXPECT_TRUE(std::equal(values.begin(), values.end(), first)) << part.name;
          }
        },
        part.data);
  }
}

TEST_F(GraphEncoderTest, RefusesRequestsThatDoNotFit) {
  const auto graphs = test::learnable_graphs(6, 3);
  const GraphEncoder encoder({.train = graphs.get()});
  HostTensors request = {{"graph", {2}, std::vector<std::string>{"{}", "{}"}}};
  EXPECT_ERROR(encoder.check(request), kInvalidData, "graph[0]: there is no key 'nodes'");
  request = {{"text", {1}, std::vector<std::string>{"{}"}}};
  EXPECT_ERROR(encoder.check(request), kInvalidData, "expected the one input 'graph', got 'text'");
  request = {{"graph", {1}, std::vector<float>{1}}};
  EXPECT_ERROR(encoder.check(request), kInvalidData, "'graph' is not of BYTES");
  request = {{"graph", {1, 2}, std::vector<std::string>{"{}", "{}"}}};
  EXPECT_ERROR(encoder.check(request), kInvalidData, "expected [N] or [N, 1]");
}

TEST_F(GraphEncoderTest, RefusesSetsThatKnowOtherThings) {
  const auto graphs = test::learnable_graphs(6, 3);
  const GraphEncoder encoder({.train = graphs.get()});
  auto others = std::make_shared<test::MemoryGraphs>(*graphs);
  others->width = 2;
  EXPECT_ERROR(encoder.parts(others, Use::kJudge), kInvalidData,
               "2 features, in training they had 1");
  others->width = 1;
  others->label_names.clear();
  EXPECT_ERROR(encoder.parts(others, Use::kJudge), kInvalidData, "nodes have no labels");
  EXPECT_ERROR(encoder.parts(test::ring_nodes(4, 2), Use::kJudge), kInvalidRecipe,
               "nodes of one graph");
}

TEST_F(GraphEncoderTest, ReadsFilesOfOneGraphOrOneALine) {
  const auto graphs = test::learnable_graphs(6, 3);
  const GraphEncoder encoder({.train = graphs.get()});
  const std::string graph = R"({"nodes": 1, "edges": [],)"
                            "\n"
                            R"("labels": ["kind0"], "x": [[1]]})";
  base::write_file(directory_ / "one.json", graph);
  std::string line = graph;
  line.erase(line.find('\n'), 1);
  base::write_file(directory_ / "two.jsonl", line + "\n\n{\n");
  const auto records =
      encoder.records({(directory_ / "one.json").string(), (directory_ / "two.jsonl").string()});
  ASSERT_TRUE(records->next());
  EXPECT_EQ(records->read().front().rows(), 1);
  ASSERT_TRUE(records->next());
  EXPECT_EQ(records->read().front().rows(), 1);
  ASSERT_TRUE(records->next());
  EXPECT_THAT(records->name(), ::testing::EndsWith("two.jsonl:3"));
  EXPECT_ERROR(records->read(), kInvalidData, "the graph");
  EXPECT_FALSE(records->next());
}

TEST_F(NodeEncoderTest, NamesNodesOfTheWholeGraph) {
  const auto nodes = test::ring_nodes(12, 3);
  const auto train = data::choose(nodes, {1, 5, 6});
  const auto test = data::choose(nodes, {11, 0});
  const NodeEncoder encoder({.train = train.get()});
  EXPECT_EQ(encoder.graph()->features, 0);
  EXPECT_EQ(encoder.graph()->known->at("degrees").size(0), 12);
  const tensor::Batch batch = batch_of(encoder.parts(test, Use::kJudge), {0, 1});
  EXPECT_EQ(batch.at("node")[0].item<std::int64_t>(), 11);
  EXPECT_EQ(batch.at("node")[1].item<std::int64_t>(), 0);
}

TEST_F(NodeEncoderTest, PublishesTheGraph) {
  auto nodes = std::make_shared<test::MemoryGraphs>(*test::ring_nodes(5, 2));
  nodes->graphs[0].features = {1, 2, 3, 4, 5};
  nodes->width = 1;
  const NodeEncoder encoder({.train = nodes.get()});
  publish(encoder);
  const NodeEncoder again({.model = &files_});
  EXPECT_EQ(again.text(), encoder.text());
  for (const auto& [name, part] : encoder.graph()->known->parts) {
    EXPECT_TRUE(at::equal(again.graph()->known->at(name), part)) << name;
  }
  EXPECT_EQ(again.known().names(), nodes->names);
}

TEST_F(NodeEncoderTest, PublishesAGraphWithoutEdges) {
  auto nodes = std::make_shared<test::MemoryGraphs>(*test::ring_nodes(4, 2));
  nodes->graphs[0].edges.clear();
  publish(NodeEncoder({.train = nodes.get()}));
  EXPECT_EQ(NodeEncoder({.model = &files_}).graph()->known->at("neighbours").size(0), 0);
}

TEST_F(NodeEncoderTest, RefusesFilesOfAnotherGraph) {
  publish(NodeEncoder({.train = test::ring_nodes(6, 2).get()}));
  base::write_file(files_.path("graph.json"),
                   R"({"schema": "maas.graph/v1", "nodes": ["a", "b"]})");
  test::expect_refusal(files_.path("graph.safetensors"), "an edge is of a node that is none of 2",
                       [this] { NodeEncoder({.model = &files_}); });
  base::write_file(files_.path("graph.json"),
                   R"({"schema": "maas.graph/v1", "nodes": ["a", "a"]})");
  test::expect_refusal(files_.path("graph.json"), "the node 'a' is there twice",
                       [this] { NodeEncoder({.model = &files_}); });
}

TEST_F(NodeEncoderTest, TakesNamesOrNumbers) {
  auto nodes = std::make_shared<test::MemoryGraphs>(*test::ring_nodes(4, 2));
  nodes->names = {"10", "11", "twelve", "13"};
  const NodeEncoder encoder({.train = nodes.get()});
  HostTensors request = {{"node", {2}, std::vector<std::string>{"twelve", "10"}}};
  EXPECT_EQ(encoder.check(request).samples, 2);
  EXPECT_EQ(std::get<std::vector<std::int64_t>>(encoder.prepare(request).front().data),
            (std::vector<std::int64_t>{2, 0}));
  request = {{"node", {1}, std::vector<std::int64_t>{13}}};
  encoder.check(request);
  EXPECT_EQ(std::get<std::vector<std::int64_t>>(encoder.prepare(request).front().data),
            (std::vector<std::int64_t>{3}));
  request = {{"node", {1}, std::vector<std::string>{"12"}}};
  EXPECT_ERROR(encoder.check(request), kInvalidData, "node[0]: there is no node '12' in the graph");
}

TEST_F(NodeEncoderTest, RefusesGraphs) {
  EXPECT_ERROR(NodeEncoder({.train = test::learnable_graphs(6, 3).get()}), kInvalidRecipe,
               "the samples are graphs");
}

TEST_F(NodeEncoderTest, RefusesToBeTrainedFurtherOnAnotherGraph) {
  const auto nodes = test::ring_nodes(6, 2);
  publish(NodeEncoder({.train = nodes.get()}));
  EXPECT_EQ(NodeEncoder({.train = nodes.get(), .model = &files_}).known().names(), nodes->names);
  auto more = std::make_shared<test::MemoryGraphs>(*nodes);
  more->graphs[0].edges.pop_back();
  EXPECT_ERROR(NodeEncoder({.train = more.get(), .model = &files_}), kInvalidRecipe,
               "data.train: the graph of 6 nodes and");
}

}  // namespace
}  // namespace maas::encoders
