#include "models/lenet/lenet.h"

#include "nn/conv2d.h"
#include "nn/linear.h"

namespace maas::models {
namespace {

constexpr std::int64_t kSmallestSide = 12;

/// Side of a map after the two convolutions and poolings: 28 -> 28 -> 14 -> 10 -> 5.
std::int64_t final_side(std::int64_t side) {
  return (side / 2 - 4) / 2;
}

void check(const Problem& problem, const LenetOptions& options) {
  if (options.channels.size() != 2 || options.hidden.size() != 2) {
    fail(ErrorCode::kInvalidRecipe,
         "lenet takes 2 channel counts and 2 hidden widths, not {} and {}", options.channels.size(),
         options.hidden.size());
  }
  if (problem.input.size() != 3 || problem.input[1] < kSmallestSide ||
      problem.input[2] < kSmallestSide) {
    fail(ErrorCode::kInvalidRecipe, "lenet takes pictures of at least {0}x{0} pixels, not [{1}]",
         kSmallestSide, fmt::join(problem.input, ", "));
  }
}

class Lenet final : public TensorNetwork {
 public:
  Lenet(const Problem& problem, const LenetOptions& options)
      : options_(options),
        conv1_(register_module(
            "conv1", std::make_shared<nn::Conv2d>(nn::Conv2dShape{.inputs = problem.input[0],
                                                                  .outputs = options.channels[0],
                                                                  .kernel = 5,
                                                                  .padding = 2}))),
        conv2_(register_module(
            "conv2",
            std::make_shared<nn::Conv2d>(nn::Conv2dShape{
                .inputs = options.channels[0], .outputs = options.channels[1], .kernel = 5}))),
        fc1_(register_module(
            "fc1", std::make_shared<nn::Linear>(options.channels[1] * final_side(problem.input[1]) *
                                                    final_side(problem.input[2]),
                                                options.hidden[0]))),
        fc2_(register_module("fc2",
                             std::make_shared<nn::Linear>(options.hidden[0], options.hidden[1]))),
        fc3_(register_module("fc3",
                             std::make_shared<nn::Linear>(options.hidden[1], problem.outputs))) {}

  at::Tensor forward(const at::Tensor& input) override {  // [B, C, 28, 28]
    at::Tensor x = conv1_->forward_relu_pool(input);      // [B, channels0, 14, 14]
    x = conv2_->forward_relu_pool(x);                     // [B, channels1, 5, 5]
    x = x.flatten(1);                                     // [B, channels1*5*5]
    x = fc1_->forward_relu(x);                            // [B, hidden0]
    x = fc2_->forward_relu(x);                            // [B, hidden1]
    return fc3_->forward(x);                              // [B, outputs]
  }

  AnyOptions resized(const std::map<std::string, std::int64_t>& outputs) const override {
    LenetOptions options = options_;
    const std::map<std::string, std::int64_t*> widths = {{"conv1", &options.channels[0]},
                                                         {"conv2", &options.channels[1]},
                                                         {"fc1", &options.hidden[0]},
                                                         {"fc2", &options.hidden[1]}};
    for (const auto& [layer, width] : outputs) {
      const auto found = widths.find(layer);
      if (found == widths.end()) {
        fail(ErrorCode::kInvalidRecipe, "the width of layer '{}' of lenet is not an option", layer);
      }
      *found->second = width;
    }
    return AnyOptions::of(options);
  }

 private:
  LenetOptions options_;
  std::shared_ptr<nn::Conv2d> conv1_;
  std::shared_ptr<nn::Conv2d> conv2_;
  std::shared_ptr<nn::Linear> fc1_;
  std::shared_ptr<nn::Linear> fc2_;
  std::shared_ptr<nn::Linear> fc3_;
};

}  // namespace

std::shared_ptr<Network> make_lenet(const Problem& problem, const LenetOptions& options) {
  check(problem, options);
  return std::make_shared<Lenet>(problem, options);
}

}  // namespace maas::models
