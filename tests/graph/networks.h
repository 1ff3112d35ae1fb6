#pragma once

#include <memory>
#include <string>

#include <ATen/ops/add.h>
#include <ATen/ops/conv2d.h>
#include <ATen/ops/layer_norm.h>
#include <ATen/ops/linear.h>
#include <ATen/ops/max_pool2d.h>
#include <ATen/ops/ones.h>
#include <ATen/ops/randn.h>
#include <ATen/ops/relu.h>
#include <ATen/ops/scaled_dot_product_attention.h>
#include <ATen/ops/tanh.h>
#include <ATen/ops/zeros.h>

#include "graph/trace.h"

/// Networks small enough to know what their graphs must be.
namespace maas::test {

struct Linear : torch::nn::Module {
  Linear(std::int64_t inputs, std::int64_t outputs)
      : weight(register_parameter("weight", at::randn({outputs, inputs}))),
        bias(register_parameter("bias", at::randn({outputs}))) {}
  at::Tensor operator()(const at::Tensor& x) const { return at::linear(x, weight, bias); }
  at::Tensor weight, bias;
};

struct Conv : torch::nn::Module {
  Conv(std::int64_t inputs, std::int64_t outputs, std::int64_t group_count = 1)
      : weight(register_parameter("weight", at::randn({outputs, inputs / group_count, 3, 3}))),
        bias(register_parameter("bias", at::randn({outputs}))),
        groups(group_count) {}
  at::Tensor operator()(const at::Tensor& x) const {
    return at::conv2d(x, weight, bias, /*stride=*/1, /*padding=*/1, /*dilation=*/1, groups);
  }
  at::Tensor weight, bias;
  std::int64_t groups;
};

struct LayerNorm : torch::nn::Module {
  explicit LayerNorm(std::int64_t width)
      : weight(register_parameter("weight", at::ones({width}))),
        bias(register_parameter("bias", at::zeros({width}))) {}
  at::Tensor operator()(const at::Tensor& x) const {
    return at::layer_norm(x, {weight.size(0)}, weight, bias);
  }
  at::Tensor weight, bias;
};

/// A module in evaluation mode whose parts and forward pass are written down in one place.
struct Net : torch::nn::Module {
  Net() { eval(); }

  template <class Part, class... Arguments>
  std::shared_ptr<Part> part(const std::string& name, Arguments... arguments) {
    auto made = register_module(name, std::make_shared<Part>(arguments...));
    made->eval();
    return made;
  }

  graph::Graph traced() const { return graph::trace(*this, forward, sample); }

  std::function<at::Tensor(const at::Tensor&)> forward;
  graph::Shape sample;
};

/// [B, 2, 8, 8] -> conv 4 -> relu -> pool -> flatten -> linear 5 -> tanh -> linear 3.
inline std::shared_ptr<Net> small_cnn() {
  auto net = std::make_shared<Net>();
  auto conv = net->part<Conv>("conv", 2, 4);
  auto hidden = net->part<Linear>("hidden", 4 * 4 * 4, 5);
  auto output = net->part<Linear>("output", 5, 3);
  net->sample = {2, 8, 8};
  net->forward = [=](const at::Tensor& input) {
    const at::Tensor x = at::max_pool2d(at::relu((*conv)(input)), {2, 2});  // [B, 4, 4, 4]
    return (*output)(at::tanh((*hidden)(x.flatten(1))));                    // [B, 3]
  };
  return net;
}

/// [B, 5, 8]: one block of attention with two heads, a residual and a norm.
inline std::shared_ptr<Net> attention_block() {
  auto net = std::make_shared<Net>();
  auto norm = net->part<LayerNorm>("norm", 8);
  auto query = net->part<Linear>("query", 8, 8);
  auto key = net->part<Linear>("key", 8, 8);
  auto value = net->part<Linear>("value", 8, 8);
  auto output = net->part<Linear>("output", 8, 8);
  auto up = net->part<Linear>("up", 8, 16);
  auto down = net->part<Linear>("down", 16, 8);
  net->sample = {5, 8};
  net->forward = [=](const at::Tensor& input) {
    const at::Tensor x = (*norm)(input);
    const auto heads = [](const at::Tensor& y) {
      return y.unflatten(2, {2, 4}).transpose(1, 2);  // [B, 2, 5, 4]
    };
    const at::Tensor mixed =
        at::scaled_dot_product_attention(heads((*query)(x)), heads((*key)(x)), heads((*value)(x)));
    const at::Tensor y = at::add(input, (*output)(mixed.transpose(1, 2).flatten(2)));  // [B, 5, 8]
    return at::add(y, (*down)(at::relu((*up)(y))));
  };
  return net;
}

}  // namespace maas::test
