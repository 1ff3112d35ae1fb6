#include "models/gin/gin.h"

#include <ATen/ops/dropout.h>
#include <ATen/ops/relu.h>
#include <ATen/ops/zeros.h>

#include "models/graph_network.h"
#include "nn/batch_norm2d.h"
#include "nn/linear.h"

namespace maas::models {
namespace {

class GinLayer final : public torch::nn::Module {
 public:
  GinLayer(std::int64_t inputs, std::int64_t hidden)
      : epsilon_(register_parameter("epsilon", at::zeros({1}))),
        fc1_(register_module("fc1", std::make_shared<nn::Linear>(inputs, hidden))),
        norm1_(register_module("norm1", std::make_shared<nn::BatchNorm2d>(hidden))),
        fc2_(register_module("fc2", std::make_shared<nn::Linear>(hidden, hidden))),
        norm2_(register_module("norm2", std::make_shared<nn::BatchNorm2d>(hidden))) {}

  at::Tensor forward(const at::Tensor& input, const nn::Links& links) {
    at::Tensor x = input * (1 + epsilon_) + nn::sum_of_neighbours(input, links);  // [N, inputs]
    x = norm1_->forward(fc1_->forward(x)).relu();                                 // [N, hidden]
    return norm2_->forward(fc2_->forward(x)).relu();                              // [N, hidden]
  }

 private:
  at::Tensor epsilon_;
  std::shared_ptr<nn::Linear> fc1_;
  std::shared_ptr<nn::BatchNorm2d> norm1_;
  std::shared_ptr<nn::Linear> fc2_;
  std::shared_ptr<nn::BatchNorm2d> norm2_;
};

class Gin final : public GraphNetwork {
 public:
  Gin(const Problem& problem, const GinOptions& options)
      : GraphNetwork(problem, nn::Pooling::kSum, options.hidden), dropout_(options.dropout) {
    std::int64_t width = inputs();
    for (std::int64_t i = 0; i <= options.layers; ++i) {
      readouts_.push_back(register_module(fmt::format("readout{}", i),
                                          std::make_shared<nn::Linear>(width, problem.outputs)));
      if (i == options.layers) break;
      layers_.push_back(register_module(fmt::format("layer{}", i + 1),
                                        std::make_shared<GinLayer>(width, options.hidden)));
      width = options.hidden;
    }
  }

 private:
  at::Tensor outputs(const at::Tensor& input, const nn::Links& links,
                     const Readout& readout) override {
    at::Tensor x = input;                                         // [N, inputs]
    at::Tensor sum = readouts_[0]->forward(dropped(readout(x)));  // [B, outputs]
    for (std::size_t i = 0; i < layers_.size(); ++i) {
      x = layers_[i]->forward(x, links);                           // [N, hidden]
      sum = sum + readouts_[i + 1]->forward(dropped(readout(x)));  // [B, outputs]
    }
    return sum;
  }

  at::Tensor dropped(const at::Tensor& x) const {
    return dropout_ > 0 ? at::dropout(x, dropout_, is_training()) : x;
  }

  double dropout_;
  std::vector<std::shared_ptr<nn::Linear>> readouts_;
  std::vector<std::shared_ptr<GinLayer>> layers_;
};

}  // namespace

std::shared_ptr<Network> make_gin(const Problem& problem, const GinOptions& options) {
  return std::make_shared<Gin>(problem, options);
}

}  // namespace maas::models
