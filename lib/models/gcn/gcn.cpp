#include "models/gcn/gcn.h"

#include <ATen/ops/dropout.h>
#include <ATen/ops/relu.h>

#include "models/graph_network.h"
#include "nn/linear.h"

namespace maas::models {
namespace {

class Gcn final : public GraphNetwork {
 public:
  Gcn(const Problem& problem, const GcnOptions& options)
      : GraphNetwork(problem, nn::Pooling::kMean,
                     options.layers > 1 ? options.hidden : problem.outputs),
        dropout_(options.dropout) {
    std::int64_t width = inputs();
    for (std::int64_t i = has_embedding() ? 2 : 1; i <= options.layers; ++i) {
      const std::int64_t next = i < options.layers ? options.hidden : problem.outputs;
      convolutions_.push_back(
          register_module(fmt::format("conv{}", i), std::make_shared<nn::Linear>(width, next)));
      width = next;
    }
  }

 private:
  /// A vector of each node is what a convolution makes of one-hot numbers of nodes.
  at::Tensor outputs(const at::Tensor& input, const nn::Links& links,
                     const Readout& readout) override {
    bool is_first = !has_embedding();
    at::Tensor x = is_first ? input : nn::normalised_sum(dropped(input), links);  // [N, width]
    for (const auto& convolution : convolutions_) {
      if (!is_first) x = x.relu();
      x = convolution->forward(nn::normalised_sum(dropped(x), links));  // [N, width]
      is_first = false;
    }
    return readout(x);  // [B, outputs]
  }

  at::Tensor dropped(const at::Tensor& x) const {
    return dropout_ > 0 ? at::dropout(x, dropout_, is_training()) : x;
  }

  double dropout_;
  std::vector<std::shared_ptr<nn::Linear>> convolutions_;
};

}  // namespace

std::shared_ptr<Network> make_gcn(const Problem& problem, const GcnOptions& options) {
  return std::make_shared<Gcn>(problem, options);
}

}  // namespace maas::models
