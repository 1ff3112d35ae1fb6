#include "tasks/variational_autoencoding/variational_autoencoding.h"

#include <ATen/ops/arange.h>
#include <ATen/ops/sigmoid.h>
#include <ATen/ops/tensor.h>

#include "formats/json/json.h"
#include "nn/roles.h"
#include "support/memory_dataset.h"
#include "support/support.h"
#include "tasks/noise.h"
#include "transforms/normalize/card.h"

namespace maas::tasks {
namespace {

const data::ImageShape kShape{1, 2, 3};

at::Tensor golden(const char* what, at::IntArrayRef shape) {
  const auto json = formats::read_json(std::filesystem::path(MAAS_FIXTURES) / "elbo.json");
  return at::tensor(json.at(what).get<std::vector<float>>()).view(shape);
}

/// Says the same of all pictures; what it decodes depends on nothing, or on the latents.
class Scripted final : public torch::nn::Module, public nn::Autoencoder {
 public:
  std::int64_t latent() const override { return 4; }
  Posterior encode(const at::Tensor&) override { return {mean, log_variance}; }
  at::Tensor decode(const at::Tensor& latents) override {
    return spreads ? latents.sum(1).view({-1, 1, 1, 1}).expand({-1, 1, 2, 3}) : logits;
  }
  at::Tensor generate(const at::Tensor& noise) override { return at::sigmoid(decode(noise)); }

  at::Tensor mean = golden("mean", {3, 4});
  at::Tensor log_variance = golden("log_variance", {3, 4});
  at::Tensor logits = golden("logits", {3, 1, 2, 3});
  bool spreads = false;
};

class Autoencoding : public ::testing::Test {
 protected:
  tensor::Batch batch(std::int64_t first_position = -1) const {
    tensor::Batch batch{.parts = {{tensor::part::kImage, golden("pictures", {3, 1, 2, 3})}},
                        .samples = 3,
                        .weight = 3};
    if (first_position >= 0) {
      batch.parts.emplace_back(kPosition,
                               at::arange(first_position, first_position + 3, at::kLong));
    }
    return batch;
  }

  Forward forward() const { return {network_, nullptr}; }

  std::shared_ptr<Scripted> network_ = std::make_shared<Scripted>();
  std::shared_ptr<const data::Dataset> set_ = std::make_shared<test::MemoryDataset>(8, kShape, 2);
  DataBlock data_;
  std::unique_ptr<Task> task_ =
      make_variational_autoencoding({.train = set_.get(), .data = &data_}, {});
};

TEST_F(Autoencoding, HasTheBoundThatPyTorchHas) {
  const at::Tensor terms = task_->run(forward(), batch()).slice(1, -2);  // [3, 2]
  EXPECT_TRUE(terms.select(1, 0).allclose(golden("reconstruction", {3}), 1e-5, 1e-5));
  EXPECT_TRUE(terms.select(1, 1).allclose(golden("kl", {3}), 1e-5, 1e-5));
}

TEST_F(Autoencoding, LosesTheSumOfTheBounds) {
  const double bounds = (golden("reconstruction", {3}) + golden("kl", {3})).sum().item<double>();
  EXPECT_NEAR(task_->step(forward(), batch()).loss.item<double>(), bounds, 1e-3);
}

TEST_F(Autoencoding, IsJudgedByTheMeanOfTheBounds) {
  const auto evaluation = task_->evaluation();
  evaluation->add(task_->run(forward(), batch(0)), batch(0));
  const Findings found = evaluation->finish();
  const double reconstruction = golden("reconstruction", {3}).mean().item<double>();
  const double kl = golden("kl", {3}).mean().item<double>();
  EXPECT_NEAR(found.metrics.at("reconstruction"), reconstruction, 1e-4);
  EXPECT_NEAR(found.metrics.at("kl"), kl, 1e-4);
  EXPECT_NEAR(found.metrics.at("nelbo"), reconstruction + kl, 1e-4);
}

TEST_F(Autoencoding, SamplesThePosteriorByThePositionWhereItIsJudged) {
  network_->spreads = true;
  const auto reconstructions = [&](std::int64_t first) {
    return task_->run(forward(), batch(first)).slice(1, 0, 6);
  };
  EXPECT_TRUE(reconstructions(5).equal(reconstructions(5)));
  EXPECT_FALSE(reconstructions(5).equal(reconstructions(8)));
  const at::Tensor by_mean = at::sigmoid(network_->mean.sum(1));
  EXPECT_TRUE(reconstructions(-1).select(1, 0).allclose(by_mean)) << "requests have no position";
}

TEST_F(Autoencoding, AnswersWithReconstructionLatentsAndBound) {
  const auto answer = task_->answers(task_->run(forward(), batch()));
  ASSERT_EQ(answer.size(), 3U);
  EXPECT_EQ(answer[0].name, "reconstruction");
  EXPECT_EQ(answer[0].shape, (std::vector<std::int64_t>{3, 1, 2, 3}));
  EXPECT_EQ(answer[1].name, "latent");
  EXPECT_EQ(answer[1].shape, (std::vector<std::int64_t>{3, 4}));
  EXPECT_EQ(answer[2].name, "nelbo");
  EXPECT_NEAR(std::get<std::vector<float>>(answer[1].data)[0], network_->mean[0][0].item<float>(),
              1e-6);
}

TEST_F(Autoencoding, RefusesPicturesThatAreNormalised) {
  data_.preprocess = {
      {{"normalize", AnyOptions::of(transforms::NormalizeOptions{.mean = {0.5}, .std = {0.5}})}}};
  EXPECT_ERROR(make_variational_autoencoding({.train = set_.get(), .data = &data_}, {}),
               kInvalidRecipe, "the task makes pixels between 0 and 1");
}

TEST_F(Autoencoding, RefusesANetworkThatIsNoAutoencoder) {
  EXPECT_ERROR(task_->step([](const tensor::Batch&) { return at::Tensor(); }, batch()),
               kInvalidRecipe, "model.arch: the task needs a variational autoencoder, as vae");
}

}  // namespace
}  // namespace maas::tasks
