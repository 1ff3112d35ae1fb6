#include "models/toy_text_net/toy_text_net.h"

#include <ATen/ops/arange.h>

#include "nn/embedding.h"
#include "nn/linear.h"

namespace maas::models {
namespace {

class ToyTextNet final : public Network {
 public:
  ToyTextNet(const Problem& problem, const ToyTextNetOptions& options)
      : embedding_(register_module(
            "embedding", std::make_shared<nn::Embedding>(problem.vocabulary, options.width))),
        output_(register_module("output",
                                std::make_shared<nn::Linear>(options.width, problem.outputs))) {}

  at::Tensor forward(const tensor::Batch& batch) override {
    const at::Tensor words = embedding_->forward(batch.at(tensor::part::kIds));  // [B, T, E]
    const at::Tensor lengths = batch.at(tensor::part::kLengths).unsqueeze(1);    // [B, 1]
    const at::Tensor places = at::arange(words.size(1), lengths.options());      // [T]
    const at::Tensor is_there = places.lt(lengths).unsqueeze(2);                 // [B, T, 1]
    const at::Tensor mean = (words * is_there).sum(1) / lengths;                 // [B, E]
    return output_->forward(mean);                                               // [B, outputs]
  }

  AnyOptions resized(const std::map<std::string, std::int64_t>&) const override {
    fail(ErrorCode::kInvalidRecipe, "the layers of toy-text-net cannot be narrowed");
  }

 private:
  std::shared_ptr<nn::Embedding> embedding_;
  std::shared_ptr<nn::Linear> output_;
};

}  // namespace

std::shared_ptr<Network> make_toy_text_net(const Problem& problem,
                                           const ToyTextNetOptions& options) {
  return std::make_shared<ToyTextNet>(problem, options);
}

}  // namespace maas::models
