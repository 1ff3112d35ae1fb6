#include "models/vae/vae.h"

#include <ATen/ops/linear.h>
#include <ATen/ops/rand.h>
#include <ATen/ops/randn.h>
#include <ATen/ops/relu.h>
#include <ATen/ops/sigmoid.h>

#include "nn/initialize.h"
#include "nn/roles.h"
#include "support/support.h"

namespace maas::models {
namespace {

std::shared_ptr<Network> small_vae() {
  auto network = make_vae({.input = {3, 4, 5}, .outputs = 60}, {.hidden = {9, 7}, .latent = 2});
  nn::initialize(*network, "random", 1);
  return network;
}

/// The decoder by LibTorch's operators alone.
at::Tensor decoded(const Network& network, const at::Tensor& latents) {
  const auto parameters = network.named_parameters();
  const auto linear = [&](const at::Tensor& x, const std::string& name) {
    return at::linear(x, parameters[name + ".weight"], parameters[name + ".bias"]);
  };
  at::Tensor x = at::relu(linear(latents, "decoder.hidden1"));
  x = at::relu(linear(x, "decoder.hidden2"));
  return linear(x, "decoder.output");
}

TEST(Vae, DecodesTheMeanOfThePosteriorAndDrawsFromNoise) {
  const auto network = small_vae();
  auto& vae = dynamic_cast<nn::Autoencoder&>(*network);
  const at::Tensor pictures = at::rand({6, 3, 4, 5});
  const auto posterior = vae.encode(pictures);
  EXPECT_EQ(posterior.mean.sizes(), (std::vector<std::int64_t>{6, 2}));
  EXPECT_EQ(posterior.log_variance.sizes(), posterior.mean.sizes());
  const at::Tensor logits = decoded(*network, posterior.mean);
  EXPECT_TRUE(network->forward(pictures).allclose(logits, 1e-4, 1e-5));
  EXPECT_TRUE(vae.decode(posterior.mean).flatten(1).allclose(logits, 1e-4, 1e-5));
  const at::Tensor noise = at::randn({2, vae.latent()});
  EXPECT_EQ(vae.generate(noise).sizes(), (std::vector<std::int64_t>{2, 3, 4, 5}));
  EXPECT_TRUE(
      vae.generate(noise).flatten(1).allclose(at::sigmoid(decoded(*network, noise)), 1e-4, 1e-5));
}

TEST(Vae, HasADecoderThatMirrorsItsEncoder) {
  const auto parameters = small_vae()->named_parameters();
  EXPECT_EQ(parameters["encoder.hidden1.weight"].sizes(), (std::vector<std::int64_t>{9, 60}));
  EXPECT_EQ(parameters["decoder.hidden1.weight"].sizes(), (std::vector<std::int64_t>{7, 2}));
  EXPECT_EQ(parameters["decoder.output.weight"].sizes(), (std::vector<std::int64_t>{60, 9}));
}

TEST(Vae, RefusesOtherWidthsAndOtherDataThanPictures) {
  EXPECT_ERROR(small_vae()->resized({{"encoder.hidden1", 3}}), kInvalidRecipe,
               "'encoder.hidden1' of vae is not an option");
  EXPECT_EQ(small_vae()->resized({}).as<VaeOptions>().latent, 2);
  EXPECT_ERROR(make_vae({.input = {7}, .outputs = 7}, {}), kInvalidRecipe,
               "vae takes pictures, not [7]");
}

}  // namespace
}  // namespace maas::models
