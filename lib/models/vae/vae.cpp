#include "models/vae/vae.h"

#include <functional>
#include <numeric>

#include <ATen/ops/sigmoid.h>

#include "nn/linear.h"
#include "nn/roles.h"

namespace maas::models {
namespace {

using torch::nn::Module;

/// Hidden layers with ReLU, one after the other.
class Hidden : public Module {
 protected:
  /// @return the width behind the last one
  template <class Widths>
  std::int64_t add_layers(std::int64_t width, const Widths& widths) {
    for (const std::int64_t next : widths) {
      layers_.push_back(register_module(fmt::format("hidden{}", layers_.size() + 1),
                                        std::make_shared<nn::Linear>(width, next)));
      width = next;
    }
    return width;
  }

  at::Tensor through_layers(at::Tensor x) const {
    for (const auto& layer : layers_) x = layer->forward_relu(x);
    return x;
  }

 private:
  std::vector<std::shared_ptr<nn::Linear>> layers_;
};

class Encoder final : public Hidden {
 public:
  Encoder(std::int64_t pixels, const VaeOptions& options) {
    const std::int64_t width = add_layers(pixels, options.hidden);
    mean_ = register_module("mean", std::make_shared<nn::Linear>(width, options.latent));
    log_variance_ =
        register_module("log_variance", std::make_shared<nn::Linear>(width, options.latent));
  }

  nn::Autoencoder::Posterior forward(const at::Tensor& pixels) const {
    const at::Tensor x = through_layers(pixels);  // [B, width]
    return {mean_->forward(x), log_variance_->forward(x)};
  }

 private:
  std::shared_ptr<nn::Linear> mean_;
  std::shared_ptr<nn::Linear> log_variance_;
};

class Decoder final : public Hidden {
 public:
  Decoder(std::int64_t pixels, const VaeOptions& options) {
    const auto reversed = std::vector(options.hidden.rbegin(), options.hidden.rend());
    const std::int64_t width = add_layers(options.latent, reversed);
    output_ = register_module("output", std::make_shared<nn::Linear>(width, pixels));
  }

  at::Tensor forward(const at::Tensor& latents) const {
    return output_->forward(through_layers(latents));
  }

 private:
  std::shared_ptr<nn::Linear> output_;
};

class Vae final : public TensorNetwork, public nn::Autoencoder {
 public:
  Vae(const Problem& problem, const VaeOptions& options)
      : options_(options), shape_(problem.input) {
    const std::int64_t pixels =
        std::accumulate(shape_.begin(), shape_.end(), std::int64_t{1}, std::multiplies<>());
    encoder_ = register_module("encoder", std::make_shared<Encoder>(pixels, options));
    decoder_ = register_module("decoder", std::make_shared<Decoder>(pixels, options));
  }

  at::Tensor forward(const at::Tensor& input) override {
    return decoder_->forward(encode(input).mean);  // [B, pixels]
  }

  std::int64_t latent() const override { return options_.latent; }

  Posterior encode(const at::Tensor& pictures) override {
    return encoder_->forward(pictures.flatten(1));
  }

  at::Tensor decode(const at::Tensor& latents) override {
    return decoder_->forward(latents).unflatten(1, shape_);
  }

  at::Tensor generate(const at::Tensor& noise) override { return at::sigmoid(decode(noise)); }

  AnyOptions resized(const std::map<std::string, std::int64_t>& outputs) const override {
    if (outputs.empty()) return AnyOptions::of(options_);
    fail(ErrorCode::kInvalidRecipe, "the width of layer '{}' of vae is not an option",
         outputs.begin()->first);
  }

 private:
  VaeOptions options_;
  std::vector<std::int64_t> shape_;
  std::shared_ptr<Encoder> encoder_;
  std::shared_ptr<Decoder> decoder_;
};

}  // namespace

std::shared_ptr<Network> make_vae(const Problem& problem, const VaeOptions& options) {
  if (problem.input.size() != 3) {
    fail(ErrorCode::kInvalidRecipe, "vae takes pictures, not [{}]", fmt::join(problem.input, ", "));
  }
  return std::make_shared<Vae>(problem, options);
}

}  // namespace maas::models
