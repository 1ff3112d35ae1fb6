#include "models/toy_row_net/toy_row_net.h"

#include "nn/linear.h"

namespace maas::models {
namespace {

class ToyRowNet final : public TensorNetwork {
 public:
  ToyRowNet(const Problem& problem, const ToyRowNetOptions& options)
      : hidden_(register_module(
            "hidden", std::make_shared<nn::Linear>(problem.input.front(), options.hidden))),
        output_(register_module("output",
                                std::make_shared<nn::Linear>(options.hidden, problem.outputs))) {}

  at::Tensor forward(const at::Tensor& input) override {
    return output_->forward(hidden_->forward_relu(input));  // [B, outputs]
  }

  AnyOptions resized(const std::map<std::string, std::int64_t>& outputs) const override {
    ToyRowNetOptions options{.hidden = hidden_->weight.size(0)};
    for (const auto& [layer, width] : outputs) {
      if (layer != "hidden") {
        fail(ErrorCode::kInvalidRecipe, "the width of layer '{}' of toy-row-net is not an option",
             layer);
      }
      options.hidden = width;
    }
    return AnyOptions::of(options);
  }

 private:
  std::shared_ptr<nn::Linear> hidden_;
  std::shared_ptr<nn::Linear> output_;
};

}  // namespace

std::shared_ptr<Network> make_toy_row_net(const Problem& problem, const ToyRowNetOptions& options) {
  return std::make_shared<ToyRowNet>(problem, options);
}

}  // namespace maas::models
