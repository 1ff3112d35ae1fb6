#include "models/mf/mf.h"

#include <ATen/ops/dropout.h>
#include <ATen/ops/embedding.h>
#include <ATen/ops/matmul.h>
#include <ATen/ops/zeros.h>

#include "maas/error.h"
#include "nn/embedding.h"

namespace maas::models {
namespace {

class Mf final : public Network {
 public:
  Mf(const Problem& problem, const MfOptions& options)
      : options_(options),
        users_(register_module(
            "users", std::make_shared<nn::Embedding>(problem.vocabulary, options.factors))),
        items_(register_module("items",
                               std::make_shared<nn::Embedding>(problem.items, options.factors))),
        item_bias_(register_parameter("item_bias", at::zeros({problem.items, 1}))) {
    if (problem.outputs == 1) {
      user_bias_ = register_parameter("user_bias", at::zeros({problem.vocabulary, 1}));
    }
  }

  at::Tensor forward(const tensor::Batch& batch) override {
    const at::Tensor& users = batch.at(tensor::part::kUsers);            // [B]
    const at::Tensor p = dropped(known(users_->forward(users), users));  // [B, F]
    const at::Tensor* const items = batch.find(tensor::part::kItems);    // [B] or [B, K]
    const at::Tensor scores = items != nullptr ? scores_of(p, *items) : scores_of_all(p);
    if (!user_bias_.defined()) return scores;
    return scores + known(at::embedding(user_bias_, users), users);  // [B, K] + [B, 1]
  }

  AnyOptions resized(const std::map<std::string, std::int64_t>&) const override {
    fail(ErrorCode::kInvalidRecipe,
         "the factors of users and items cannot be narrowed one by one: each has `factors`");
  }

 private:
  /// What belongs to the number 0 is never learned, whatever it was drawn as.
  static at::Tensor known(const at::Tensor& factors, const at::Tensor& numbers) {
    return factors * numbers.ne(0).unsqueeze(-1).to(factors.scalar_type());
  }

  at::Tensor dropped(const at::Tensor& factors) const {
    return options_.dropout > 0 ? at::dropout(factors, options_.dropout, is_training()) : factors;
  }

  /// @return [B, K]
  at::Tensor scores_of(const at::Tensor& p, const at::Tensor& items) {
    const at::Tensor numbers = items.dim() == 1 ? items.unsqueeze(1) : items;      // [B, K]
    const at::Tensor q = known(items_->forward(numbers), numbers);                 // [B, K, F]
    const at::Tensor biases = known(at::embedding(item_bias_, numbers), numbers);  // [B, K, 1]
    return (q * p.unsqueeze(1)).sum(-1) + biases.squeeze(-1);
  }

  /// @return [B, items]; the first is of no item
  at::Tensor scores_of_all(const at::Tensor& p) {
    return at::matmul(p, items_->weight.t()) + item_bias_.squeeze(1);
  }

  MfOptions options_;
  std::shared_ptr<nn::Embedding> users_;
  std::shared_ptr<nn::Embedding> items_;
  at::Tensor item_bias_;  ///< [items, 1]
  at::Tensor user_bias_;  ///< [users, 1]; none: users do not differ by one
};

}  // namespace

std::shared_ptr<Network> make_mf(const Problem& problem, const MfOptions& options) {
  if (problem.vocabulary < 1 || problem.items < 1 || problem.outputs < 1) {
    fail(ErrorCode::kInvalidRecipe, "mf cannot factorise {} users and {} items", problem.vocabulary,
         problem.items);
  }
  return std::make_shared<Mf>(problem, options);
}

}  // namespace maas::models
