#include "models/mlp/mlp.h"

#include <functional>
#include <numeric>

#include <ATen/ops/dropout.h>
#include <ATen/ops/gelu.h>
#include <ATen/ops/sigmoid.h>
#include <ATen/ops/tanh.h>

#include "nn/linear.h"

namespace maas::models {
namespace {

/// A layer and the activation after it.
using Activated = at::Tensor (*)(nn::Linear& layer, const at::Tensor& input);

Activated activated_by(const std::string& name) {
  if (name == "gelu")
    return [](nn::Linear& f, const at::Tensor& x) { return at::gelu(f.forward(x)); };
  if (name == "tanh")
    return [](nn::Linear& f, const at::Tensor& x) { return at::tanh(f.forward(x)); };
  if (name == "sigmoid")
    return [](nn::Linear& f, const at::Tensor& x) { return at::sigmoid(f.forward(x)); };
  return [](nn::Linear& f, const at::Tensor& x) { return f.forward_relu(x); };
}

class Mlp final : public TensorNetwork {
 public:
  Mlp(const Problem& problem, const MlpOptions& options)
      : options_(options), activated_(activated_by(options.activation)) {
    std::int64_t width = std::accumulate(problem.input.begin(), problem.input.end(),
                                         std::int64_t{1}, std::multiplies<>());
    if (width < 1 || problem.outputs < 1) {
      fail(ErrorCode::kInvalidRecipe, "mlp cannot connect {} inputs with {} outputs", width,
           problem.outputs);
    }
    for (std::size_t i = 0; i < options.hidden.size(); ++i) {
      hidden_.push_back(
          register_module(hidden_name(i), std::make_shared<nn::Linear>(width, options.hidden[i])));
      width = options.hidden[i];
    }
    output_ = register_module("output", std::make_shared<nn::Linear>(width, problem.outputs));
  }

  at::Tensor forward(const at::Tensor& input) override {
    at::Tensor x = input.flatten(1);  // [B, C*H*W]
    for (const auto& layer : hidden_) {
      x = activated_(*layer, x);  // [B, width]
      if (options_.dropout > 0) x = at::dropout(x, options_.dropout, is_training());
    }
    return output_->forward(x);  // [B, outputs]
  }

  AnyOptions resized(const std::map<std::string, std::int64_t>& outputs) const override {
    MlpOptions options = options_;
    for (const auto& [layer, width] : outputs) option_of(layer, options) = width;
    return AnyOptions::of(options);
  }

 private:
  static std::string hidden_name(std::size_t index) { return fmt::format("hidden{}", index + 1); }

  static std::int64_t& option_of(const std::string& layer, MlpOptions& options) {
    for (std::size_t i = 0; i < options.hidden.size(); ++i) {
      if (layer == hidden_name(i)) return options.hidden[i];
    }
    fail(ErrorCode::kInvalidRecipe, "the width of layer '{}' of mlp is not an option", layer);
  }

  MlpOptions options_;
  Activated activated_;
  std::vector<std::shared_ptr<nn::Linear>> hidden_;
  std::shared_ptr<nn::Linear> output_;
};

}  // namespace

std::shared_ptr<Network> make_mlp(const Problem& problem, const MlpOptions& options) {
  return std::make_shared<Mlp>(problem, options);
}

}  // namespace maas::models
