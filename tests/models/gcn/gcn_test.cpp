#include "models/gcn/gcn.h"

#include <ATen/core/grad_mode.h>
#include <ATen/ops/allclose.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/tensor.h>
#include <nlohmann/json.hpp>

#include "encoders/graph/part.h"
#include "formats/json/json.h"
#include "support/support.h"

namespace maas::models {
namespace {

const nlohmann::json& golden() {
  static const auto json =
      formats::read_json(MAAS_SOURCE_DIR "/tests/models/gcn/fixtures/dense.json");
  return json;
}

at::Tensor tensor_of(const nlohmann::json& values) {
  if (values.front().is_number()) return at::tensor(values.get<std::vector<float>>());
  const auto columns = static_cast<std::int64_t>(values.front().size());
  std::vector<float> all;
  for (const auto& row : values) {
    for (const auto& value : row) all.push_back(value.get<float>());
  }
  return at::tensor(all).reshape({-1, columns});
}

/// The graph of the golden values, with its features as they are.
std::shared_ptr<tensor::Batch> known_graph() {
  const at::Tensor x = tensor_of(golden()["x"]);
  data::Graph graph{.nodes = x.size(0)};
  for (const auto& edge : golden()["edges"]) {
    graph.edges.push_back({edge[0].get<std::int32_t>(), edge[1].get<std::int32_t>()});
  }
  data::settle_edges(graph);
  auto batch = std::make_shared<tensor::Batch>(encoders::batch_of_graph(graph, {}));
  for (auto& [name, part] : batch->parts) {
    if (name == tensor::part::kFeatures) part = x;
  }
  return batch;
}

TEST(Gcn, GivesWhatPlainPyTorchDoesWithADenseAdjacency) {
  const at::NoGradGuard no_grad;
  const auto network = make_gcn({.graph = std::make_shared<tensor::GraphProblem>(
                                     tensor::GraphProblem{.features = 3, .known = known_graph()}),
                                 .outputs = 2},
                                {.layers = 2, .hidden = 4, .dropout = 0.5});
  network->eval();
  for (auto& parameter : network->named_parameters()) {
    parameter.value().copy_(tensor_of(golden()[parameter.key()]));
  }
  const tensor::Batch all{
      .parts = {{tensor::part::kNode, at::arange(7, at::kLong)}}, .samples = 7, .weight = 7};
  EXPECT_TRUE(at::allclose(network->forward(all), tensor_of(golden()["y"]), 1e-5, 1e-5));
}

}  // namespace
}  // namespace maas::models
