#include "models/graph_network.h"

#include "maas/error.h"

namespace maas::models {
namespace {

nn::Links links_in(const tensor::Batch& batch) {
  return nn::links_of(batch.at(tensor::part::kNodes), batch.at(tensor::part::kDegrees),
                      batch.at(tensor::part::kNeighbours));
}

}  // namespace

GraphNetwork::GraphNetwork(const Problem& problem, nn::Pooling pooling, std::int64_t width)
    : pooling_(pooling), graph_(problem.graph) {
  if (graph_ == nullptr || problem.outputs < 1 ||
      (graph_->features < 1 && graph_->known == nullptr)) {
    fail(ErrorCode::kInvalidRecipe,
         "a network of graphs cannot connect {} inputs of {} with {} "
         "outputs",
         graph_ == nullptr ? 0 : graph_->features, graph_ == nullptr ? "none" : "nodes",
         problem.outputs);
  }
  inputs_ = graph_->features;
  if (graph_->known == nullptr) return;
  known_ = links_in(*graph_->known);
  if (inputs_ > 0) return;
  inputs_ = width;
  embedding_ =
      register_module("embedding", std::make_shared<nn::Embedding>(known_.degrees.size(0), width));
}

at::Tensor GraphNetwork::forward(const tensor::Batch& batch) {
  if (graph_->known == nullptr) {
    const at::Tensor& nodes = batch.at(tensor::part::kNodes);  // [B]
    return outputs(batch.at(tensor::part::kFeatures), links_in(batch),
                   [&](const at::Tensor& x) { return nn::pooled(x, nodes, pooling_); });
  }
  const at::Tensor& node = batch.at(tensor::part::kNode);  // [B]
  const at::Tensor x =
      has_embedding() ? embedding_->weight : graph_->known->at(tensor::part::kFeatures);
  return outputs(x, known_, [&](const at::Tensor& all) { return all.index_select(0, node); });
}

AnyOptions GraphNetwork::resized(const std::map<std::string, std::int64_t>&) const {
  fail(ErrorCode::kInvalidRecipe,
       "the layers of a network of graphs cannot be narrowed one by one");
}

}  // namespace maas::models
