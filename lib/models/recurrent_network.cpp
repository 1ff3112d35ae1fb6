#include "models/recurrent_network.h"

#include <ATen/ops/dropout.h>
#include <ATen/ops/full.h>

#include "maas/error.h"
#include "nn/embedding.h"

namespace maas::models {
namespace {

class RecurrentNetwork final : public Network {
 public:
  RecurrentNetwork(nn::Cell cell, const Problem& problem, const RecurrentOptions& options)
      : options_(options),
        recurrent_(register_module(
            "recurrent", std::make_shared<nn::Recurrent>(
                             cell, nn::RecurrentShape{.inputs = options.embedding,
                                                      .hidden = options.hidden,
                                                      .layers = options.layers,
                                                      .bidirectional = options.bidirectional,
                                                      .dropout = options.dropout}))),
        output_(register_module(
            "output", std::make_shared<nn::Linear>((options.bidirectional ? 2 : 1) * options.hidden,
                                                   problem.outputs))) {
    if (problem.vocabulary > 0) {
      tokens_ = register_module(
          "embedding", std::make_shared<nn::Embedding>(problem.vocabulary, options.embedding));
    } else {
      numbers_ = register_module(
          "embedding", std::make_shared<nn::Linear>(problem.input.back(), options.embedding));
    }
  }

  at::Tensor forward(const tensor::Batch& batch) override {
    const at::Tensor& input = batch.parts.front().second;                         // [B, T(, F)]
    at::Tensor x = tokens_ ? tokens_->forward(input) : numbers_->forward(input);  // [B, T, E]
    x = recurrent_->last_states(dropped(x), lengths_of(batch));                   // [B, D*H]
    return output_->forward(dropped(x));                                          // [B, outputs]
  }

  AnyOptions resized(const std::map<std::string, std::int64_t>&) const override {
    fail(ErrorCode::kInvalidRecipe,
         "the layers of a recurrent network cannot be narrowed one by one");
  }

 private:
  at::Tensor dropped(const at::Tensor& x) const {
    return options_.dropout > 0 ? at::dropout(x, options_.dropout, is_training()) : x;
  }

  /// Windows of numbers are all as long as each other.
  at::Tensor lengths_of(const tensor::Batch& batch) const {
    if (tokens_) return batch.at(tensor::part::kLengths);
    const at::Tensor& input = batch.parts.front().second;
    return at::full({input.size(0)}, input.size(1), at::kLong);
  }

  RecurrentOptions options_;
  std::shared_ptr<nn::Embedding> tokens_;  ///< the vectors of tokens
  std::shared_ptr<nn::Linear> numbers_;    ///< or those of steps of numbers
  std::shared_ptr<nn::Recurrent> recurrent_;
  std::shared_ptr<nn::Linear> output_;
};

}  // namespace

std::shared_ptr<Network> make_recurrent_network(nn::Cell cell, const Problem& problem,
                                                const RecurrentOptions& options) {
  const bool has_steps = problem.input.size() == 2 && problem.input.back() > 0;
  if ((problem.vocabulary < 1 && !has_steps) || problem.outputs < 1) {
    fail(ErrorCode::kInvalidRecipe,
         "a recurrent network takes tokens, or steps of numbers: it cannot connect [{}] with {} "
         "outputs",
         fmt::join(problem.input, ", "), problem.outputs);
  }
  return std::make_shared<RecurrentNetwork>(cell, problem, options);
}

}  // namespace maas::models
