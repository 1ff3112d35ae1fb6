#include "models/wgan_gp/wgan_gp.h"

#include <ATen/ops/leaky_relu.h>
#include <ATen/ops/relu.h>
#include <ATen/ops/sigmoid.h>

#include "nn/batch_norm2d.h"
#include "nn/conv2d.h"
#include "nn/conv_transpose2d.h"
#include "nn/linear.h"
#include "nn/roles.h"

namespace maas::models {
namespace {

using torch::nn::Module;

/// Pictures are halved and doubled twice.
constexpr std::int64_t kStride = 4;
constexpr double kSlope = 0.2;

/// A convolution that halves both sides.
nn::Conv2dShape halving(std::int64_t inputs, std::int64_t outputs) {
  return {.inputs = inputs, .outputs = outputs, .kernel = 4, .padding = 1, .stride = 2};
}

class GeneratorNet final : public Module {
 public:
  GeneratorNet(const std::vector<std::int64_t>& picture, const WganGpOptions& options)
      : seed_{2 * options.generator_channels, picture[1] / kStride, picture[2] / kStride} {
    const std::int64_t channels = options.generator_channels;
    project_ = register_module(
        "project", std::make_shared<nn::Linear>(options.latent, seed_[0] * seed_[1] * seed_[2]));
    norm1_ = register_module("norm1", std::make_shared<nn::BatchNorm2d>(2 * channels));
    conv1_ =
        register_module("conv1", std::make_shared<nn::ConvTranspose2d>(2 * channels, channels));
    norm2_ = register_module("norm2", std::make_shared<nn::BatchNorm2d>(channels));
    conv2_ = register_module("conv2", std::make_shared<nn::ConvTranspose2d>(channels, picture[0]));
  }

  at::Tensor forward(const at::Tensor& noise) const {                   // [B, latent]
    at::Tensor x = project_->forward(noise).unflatten(1, seed_);        // [B, 2 channels, H/4, W/4]
    x = conv1_->forward(at::relu(norm1_->forward(x)));                  // [B, channels, H/2, W/2]
    return at::sigmoid(conv2_->forward(at::relu(norm2_->forward(x))));  // [B, C, H, W]
  }

 private:
  std::vector<std::int64_t> seed_;  ///< the shape of the smallest picture
  std::shared_ptr<nn::Linear> project_;
  std::shared_ptr<nn::BatchNorm2d> norm1_;
  std::shared_ptr<nn::ConvTranspose2d> conv1_;
  std::shared_ptr<nn::BatchNorm2d> norm2_;
  std::shared_ptr<nn::ConvTranspose2d> conv2_;
};

class CriticNet final : public Module {
 public:
  CriticNet(const std::vector<std::int64_t>& picture, const WganGpOptions& options) {
    const std::int64_t channels = options.critic_channels;
    conv1_ = register_module("conv1", std::make_shared<nn::Conv2d>(halving(picture[0], channels)));
    conv2_ =
        register_module("conv2", std::make_shared<nn::Conv2d>(halving(channels, 2 * channels)));
    const std::int64_t features = 2 * channels * (picture[1] / kStride) * (picture[2] / kStride);
    score_ = register_module("score", std::make_shared<nn::Linear>(features, 1));
  }

  at::Tensor forward(const at::Tensor& pictures) const {  // [B, C, H, W], in [0, 1]
    at::Tensor x = conv1_->forward(2 * pictures - 1);     // [B, channels, H/2, W/2]
    x = conv2_->forward(at::leaky_relu(x, kSlope));       // [B, 2 channels, H/4, W/4]
    return score_->forward_twice_differentiable(at::leaky_relu(x, kSlope).flatten(1));  // [B, 1]
  }

 private:
  std::shared_ptr<nn::Conv2d> conv1_;
  std::shared_ptr<nn::Conv2d> conv2_;
  std::shared_ptr<nn::Linear> score_;
};

class WganGp final : public TensorNetwork, public nn::Adversaries {
 public:
  WganGp(const Problem& problem, const WganGpOptions& options)
      : options_(options),
        generator_(
            register_module("generator", std::make_shared<GeneratorNet>(problem.input, options))),
        critic_(register_module("critic", std::make_shared<CriticNet>(problem.input, options))) {}

  at::Tensor forward(const at::Tensor& input) override { return critic_->forward(input); }

  std::int64_t latent() const override { return options_.latent; }

  at::Tensor generate(const at::Tensor& noise) override { return generator_->forward(noise); }

  at::Tensor criticize(const at::Tensor& pictures) override {
    return critic_->forward(pictures).squeeze(1);
  }

  AnyOptions resized(const std::map<std::string, std::int64_t>& outputs) const override {
    if (outputs.empty()) return AnyOptions::of(options_);
    fail(ErrorCode::kInvalidRecipe, "the width of layer '{}' of wgan-gp is not an option",
         outputs.begin()->first);
  }

 private:
  WganGpOptions options_;
  std::shared_ptr<GeneratorNet> generator_;
  std::shared_ptr<CriticNet> critic_;
};

}  // namespace

std::shared_ptr<Network> make_wgan_gp(const Problem& problem, const WganGpOptions& options) {
  const std::vector<std::int64_t>& shape = problem.input;
  if (shape.size() == 3 && shape[1] % kStride == 0 && shape[2] % kStride == 0) {
    return std::make_shared<WganGp>(problem, options);
  }
  throw failure_with_hint(ErrorCode::kInvalidRecipe, "add {op: resize} to data.preprocess",
                          "wgan-gp makes pictures whose sides are multiples of {}, not {}", kStride,
                          fmt::join(shape, "x"));
}

}  // namespace maas::models
