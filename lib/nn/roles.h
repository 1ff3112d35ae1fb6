#pragma once

#include <ATen/core/Tensor.h>

/// Uses of networks beside `forward`: what tasks need of them that learn by more than one output.
namespace maas::nn {

/// Draws samples from noise.
class Generator {
 public:
  static constexpr const char* kWhat = "a network that generates, as vae and wgan-gp";

  virtual ~Generator() = default;

  /// How many numbers a sample is drawn from.
  virtual std::int64_t latent() const = 0;

  /// @param noise  [B, latent], standard normal
  /// @return [B, C, H, W], in [0, 1]
  virtual at::Tensor generate(const at::Tensor& noise) = 0;
};

/// A variational autoencoder (Kingma & Welling 2014): a normal posterior and the decoder's logits.
class Autoencoder : public Generator {
 public:
  static constexpr const char* kWhat = "a variational autoencoder, as vae";

  /// The parameters of q(z|x), each [B, latent].
  struct Posterior {
    at::Tensor mean;
    at::Tensor log_variance;
  };

  /// @param pictures  [B, C, H, W]
  virtual Posterior encode(const at::Tensor& pictures) = 0;

  /// @param latents  [B, latent]
  /// @return logits [B, C, H, W]
  virtual at::Tensor decode(const at::Tensor& latents) = 0;
};

/// A generator and the critic that it is taught by (Arjovsky et al. 2017). Their parameters are
/// called `generator.*` and `critic.*`.
class Adversaries : public Generator {
 public:
  static constexpr const char* kWhat = "a generator with a critic, as wgan-gp";

  /// @param pictures  [B, C, H, W]
  /// @return [B], larger for pictures that look more like real ones
  virtual at::Tensor criticize(const at::Tensor& pictures) = 0;
};

}  // namespace maas::nn
