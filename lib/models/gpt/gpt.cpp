#include "models/gpt/gpt.h"

#include <cmath>
#include <string>
#include <vector>

#include <ATen/ops/arange.h>
#include <ATen/ops/dropout.h>
#include <ATen/ops/gelu.h>
#include <ATen/ops/linear.h>

#include "maas/error.h"
#include "nn/causal_attention.h"
#include "nn/embedding.h"
#include "nn/layer_norm.h"

namespace maas::models {
namespace {

/// What goes before the last layer of a branch adds to what passes by it.
class Block final : public torch::nn::Module {
 public:
  explicit Block(const GptOptions& options)
      : attention_norm_(norm("attention_norm", options)),
        attention_(register_module(
            "attention",
            std::make_shared<nn::CausalAttention>(options.width, options.heads, options.dropout))),
        mlp_norm_(norm("mlp_norm", options)),
        up_(register_module("up", std::make_shared<nn::Linear>(options.width, 4 * options.width))),
        down_(register_module("down",
                              std::make_shared<nn::Linear>(4 * options.width, options.width))),
        dropout_(options.dropout) {
    // Branches add up: their sum keeps its deviation by smaller weights.
    const double scale = 1 / std::sqrt(2.0 * static_cast<double>(options.layers));
    attention_->output->init_scale = scale;
    down_->init_scale = scale;
  }

  /// @param x  [B, T, E]
  at::Tensor forward(const at::Tensor& x) {
    const at::Tensor attended = x + dropped(attention_->forward(attention_norm_->forward(x)));
    const at::Tensor wide = at::gelu(up_->forward(mlp_norm_->forward(attended)));  // [B, T, 4E]
    return attended + dropped(down_->forward(wide));
  }

 private:
  std::shared_ptr<nn::LayerNorm> norm(const char* name, const GptOptions& options) {
    return register_module(name, std::make_shared<nn::LayerNorm>(options.width));
  }

  at::Tensor dropped(const at::Tensor& x) const {
    return dropout_ > 0 ? at::dropout(x, dropout_, is_training()) : x;
  }

  std::shared_ptr<nn::LayerNorm> attention_norm_;
  std::shared_ptr<nn::CausalAttention> attention_;
  std::shared_ptr<nn::LayerNorm> mlp_norm_;
  std::shared_ptr<nn::Linear> up_;
  std::shared_ptr<nn::Linear> down_;
  double dropout_;
};

class Gpt final : public Network {
 public:
  Gpt(const Problem& problem, const GptOptions& options)
      : embedding_(register_module(
            "embedding", std::make_shared<nn::Embedding>(problem.vocabulary, options.width))),
        positions_(register_module(
            "positions", std::make_shared<nn::Embedding>(problem.input.front(), options.width))),
        norm_(register_module("norm", std::make_shared<nn::LayerNorm>(options.width))),
        dropout_(options.dropout) {
    const auto blocks = register_module("blocks", std::make_shared<torch::nn::Module>());
    for (std::int64_t i = 0; i < options.layers; ++i) {
      const std::string name = std::to_string(i);
      blocks_.push_back(blocks->register_module(name, std::make_shared<Block>(options)));
    }
  }

  at::Tensor forward(const tensor::Batch& batch) override {
    const at::Tensor ids = batch.at(tensor::part::kIds);  // [B, T]
    if (ids.size(1) > positions_->weight.size(0)) {
      fail(ErrorCode::kInvalidData, "{} tokens, the network reads {} at the most", ids.size(1),
           positions_->weight.size(0));
    }
    const at::Tensor places = at::arange(ids.size(1), ids.options());       // [T]
    at::Tensor x = embedding_->forward(ids) + positions_->forward(places);  // [B, T, E]
    if (dropout_ > 0) x = at::dropout(x, dropout_, is_training());
    for (const auto& block : blocks_) x = block->forward(x);
    return at::linear(norm_->forward(x), embedding_->weight);  // [B, T, V]
  }

  AnyOptions resized(const std::map<std::string, std::int64_t>&) const override {
    fail(ErrorCode::kInvalidRecipe, "the layers of a gpt cannot be narrowed one by one");
  }

 private:
  std::shared_ptr<nn::Embedding> embedding_;
  std::shared_ptr<nn::Embedding> positions_;
  std::vector<std::shared_ptr<Block>> blocks_;
  std::shared_ptr<nn::LayerNorm> norm_;
  double dropout_;
};

}  // namespace

std::shared_ptr<Network> make_gpt(const Problem& problem, const GptOptions& options) {
  if (problem.vocabulary < 1 || problem.input.size() != 1 ||
      problem.outputs != problem.vocabulary) {
    fail(ErrorCode::kInvalidRecipe,
         "model.arch: a gpt tells the next of some tokens, of which there is a vocabulary");
  }
  if (options.width % options.heads != 0) {
    fail(ErrorCode::kInvalidRecipe, "model.width: {} is no multiple of model.heads, which is {}",
         options.width, options.heads);
  }
  return std::make_shared<Gpt>(problem, options);
}

}  // namespace maas::models
