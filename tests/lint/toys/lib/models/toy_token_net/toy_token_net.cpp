#include "models/toy_token_net/toy_token_net.h"

#include "nn/embedding.h"
#include "nn/linear.h"

namespace maas::models {
namespace {

class ToyTokenNet final : public Network {
 public:
  ToyTokenNet(const Problem& problem, const ToyTokenNetOptions& options)
      : last_(register_module("last",
                              std::make_shared<nn::Embedding>(problem.vocabulary, options.width))),
        next_(register_module("next",
                              std::make_shared<nn::Linear>(options.width, problem.vocabulary))) {}

  at::Tensor forward(const tensor::Batch& batch) override {
    return next_->forward(last_->forward(batch.at(tensor::part::kIds)));  // [B, T, V]
  }

  AnyOptions resized(const std::map<std::string, std::int64_t>&) const override {
    fail(ErrorCode::kInvalidRecipe, "the layers of toy-token-net cannot be narrowed");
  }

 private:
  std::shared_ptr<nn::Embedding> last_;
  std::shared_ptr<nn::Linear> next_;
};

}  // namespace

std::shared_ptr<Network> make_toy_token_net(const Problem& problem,
                                            const ToyTokenNetOptions& options) {
  return std::make_shared<ToyTokenNet>(problem, options);
}

}  // namespace maas::models
