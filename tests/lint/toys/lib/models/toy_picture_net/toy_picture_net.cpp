#include "models/toy_picture_net/toy_picture_net.h"

#include "nn/linear.h"

namespace maas::models {
namespace {

class ToyPictureNet final : public TensorNetwork {
 public:
  explicit ToyPictureNet(const Problem& problem)
      : output_(register_module(
            "output",
            std::make_shared<nn::Linear>(problem.input[0] * problem.input[1] * problem.input[2],
                                         problem.outputs))) {}

  at::Tensor forward(const at::Tensor& input) override {
    return output_->forward(input.flatten(1));  // [B, outputs]
  }

  AnyOptions resized(const std::map<std::string, std::int64_t>&) const override {
    fail(ErrorCode::kInvalidRecipe, "the only layer of toy-picture-net cannot be narrowed");
  }

 private:
  std::shared_ptr<nn::Linear> output_;
};

}  // namespace

std::shared_ptr<Network> make_toy_picture_net(const Problem& problem, const ToyPictureNetOptions&) {
  return std::make_shared<ToyPictureNet>(problem);
}

}  // namespace maas::models
