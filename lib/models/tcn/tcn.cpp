#include "models/tcn/tcn.h"

#include <ATen/ops/dropout.h>
#include <ATen/ops/relu.h>

#include "maas/error.h"
#include "nn/causal_conv1d.h"
#include "nn/linear.h"

namespace maas::models {
namespace {

/// More would only look back on zeros.
constexpr std::size_t kMostBlocks = 20;

/// Two convolutions and the way around them.
class TcnBlock final : public torch::nn::Module {
 public:
  TcnBlock(std::int64_t inputs, std::int64_t outputs, std::int64_t dilation,
           const TcnOptions& options)
      : dropout_(options.dropout),
        conv1_(register_module("conv1", std::make_shared<nn::CausalConv1d>(
                                            inputs, outputs, options.kernel, dilation))),
        conv2_(register_module("conv2", std::make_shared<nn::CausalConv1d>(
                                            outputs, outputs, options.kernel, dilation))) {
    if (inputs == outputs) return;
    shortcut_ =
        register_module("shortcut", std::make_shared<nn::CausalConv1d>(inputs, outputs, 1, 1));
  }

  at::Tensor forward(const at::Tensor& input) {        // [B, inputs, T]
    at::Tensor x = activated(conv1_->forward(input));  // [B, outputs, T]
    x = activated(conv2_->forward(x));                 // [B, outputs, T]
    return at::relu(x + (shortcut_ ? shortcut_->forward(input) : input));
  }

 private:
  at::Tensor activated(const at::Tensor& x) const {
    const at::Tensor y = at::relu(x);
    return dropout_ > 0 ? at::dropout(y, dropout_, is_training()) : y;
  }

  double dropout_;
  std::shared_ptr<nn::CausalConv1d> conv1_;
  std::shared_ptr<nn::CausalConv1d> conv2_;
  std::shared_ptr<nn::CausalConv1d> shortcut_;  ///< where the widths differ
};

class Tcn final : public Network {
 public:
  Tcn(const Problem& problem, const TcnOptions& options) {
    std::int64_t width = problem.input.back();
    for (std::size_t i = 0; i < options.channels.size(); ++i) {
      blocks_.push_back(register_module(
          fmt::format("block{}", i + 1),
          std::make_shared<TcnBlock>(width, options.channels[i], std::int64_t{1} << i, options)));
      width = options.channels[i];
    }
    output_ = register_module("output", std::make_shared<nn::Linear>(width, problem.outputs));
  }

  at::Tensor forward(const tensor::Batch& batch) override {
    at::Tensor x = batch.parts.front().second.transpose(1, 2);  // [B, F, T]
    for (const auto& block : blocks_) x = block->forward(x);    // [B, channels, T]
    return output_->forward(x.select(2, x.size(2) - 1));        // [B, outputs]
  }

  AnyOptions resized(const std::map<std::string, std::int64_t>&) const override {
    fail(ErrorCode::kInvalidRecipe, "the layers of a tcn cannot be narrowed one by one");
  }

 private:
  std::vector<std::shared_ptr<TcnBlock>> blocks_;
  std::shared_ptr<nn::Linear> output_;
};

}  // namespace

std::shared_ptr<Network> make_tcn(const Problem& problem, const TcnOptions& options) {
  if (problem.input.size() != 2 || problem.input.back() < 1 || problem.outputs < 1) {
    fail(ErrorCode::kInvalidRecipe,
         "tcn takes steps of numbers: it cannot connect [{}] with {} outputs",
         fmt::join(problem.input, ", "), problem.outputs);
  }
  if (options.channels.empty() || options.channels.size() > kMostBlocks) {
    fail(ErrorCode::kInvalidRecipe, "model.channels: tcn has 1 to {} blocks, not {}", kMostBlocks,
         options.channels.size());
  }
  return std::make_shared<Tcn>(problem, options);
}

}  // namespace maas::models
