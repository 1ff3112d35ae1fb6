#include "models/recurrent_classifier.h"

#include <ATen/ops/dropout.h>

#include "maas/error.h"
#include "nn/embedding.h"

namespace maas::models {
namespace {

class RecurrentClassifier final : public Network {
 public:
  RecurrentClassifier(nn::Cell cell, const Problem& problem, const RecurrentOptions& options)
      : options_(options),
        embedding_(register_module(
            "embedding", std::make_shared<nn::Embedding>(problem.vocabulary, options.embedding))),
        recurrent_(register_module(
            "recurrent", std::make_shared<nn::Recurrent>(
                             cell, nn::RecurrentShape{.inputs = options.embedding,
                                                      .hidden = options.hidden,
                                                      .layers = options.layers,
                                                      .bidirectional = options.bidirectional,
                                                      .dropout = options.dropout}))),
        output_(register_module(
            "output", std::make_shared<nn::Linear>((options.bidirectional ? 2 : 1) * options.hidden,
                                                   problem.outputs))) {}

  at::Tensor forward(const tensor::Batch& batch) override {
    at::Tensor x = dropped(embedding_->forward(batch.at(tensor::part::kIds)));  // [B, T, E]
    x = recurrent_->last_states(x, batch.at(tensor::part::kLengths));           // [B, D*H]
    return output_->forward(dropped(x));                                        // [B, outputs]
  }

  AnyOptions resized(const std::map<std::string, std::int64_t>&) const override {
    fail(ErrorCode::kInvalidRecipe,
         "the layers of a recurrent network cannot be narrowed one by one");
  }

 private:
  at::Tensor dropped(const at::Tensor& x) const {
    return options_.dropout > 0 ? at::dropout(x, options_.dropout, is_training()) : x;
  }

  RecurrentOptions options_;
  std::shared_ptr<nn::Embedding> embedding_;
  std::shared_ptr<nn::Recurrent> recurrent_;
  std::shared_ptr<nn::Linear> output_;
};

}  // namespace

std::shared_ptr<Network> make_recurrent_classifier(nn::Cell cell, const Problem& problem,
                                                   const RecurrentOptions& options) {
  if (problem.vocabulary < 1 || problem.outputs < 1) {
    fail(ErrorCode::kInvalidRecipe,
         "a recurrent network of tokens cannot connect {} with {} outputs", problem.vocabulary,
         problem.outputs);
  }
  return std::make_shared<RecurrentClassifier>(cell, problem, options);
}

}  // namespace maas::models
