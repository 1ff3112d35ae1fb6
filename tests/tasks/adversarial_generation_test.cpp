#include "tasks/adversarial_generation/adversarial_generation.h"

#include <cmath>

#include <ATen/ops/arange.h>
#include <ATen/ops/full.h>
#include <ATen/ops/rand.h>
#include <ATen/ops/randn.h>

#include "nn/roles.h"
#include "support/memory_dataset.h"
#include "support/support.h"
#include "tasks/noise.h"

namespace maas::tasks {
namespace {

const data::ImageShape kShape{1, 2, 2};
constexpr double kGrey = 0.25;

/// A critic that multiplies pixels by weights, whose slope is their length everywhere; a generator
/// of one grey that it learns.
class Scripted final : public torch::nn::Module, public nn::Adversaries {
 public:
  Scripted()
      : weights(register_parameter("weights", at::randn({4}))),
        grey(register_parameter("grey", at::full({1}, kGrey))) {}

  std::int64_t latent() const override { return 3; }
  at::Tensor generate(const at::Tensor& noise) override {
    return grey.expand({noise.size(0) * 4}).view({-1, 1, 2, 2});
  }
  at::Tensor criticize(const at::Tensor& pictures) override {
    return pictures.flatten(1).matmul(weights);
  }

  at::Tensor weights;
  at::Tensor grey;
};

class Adversarial : public ::testing::Test {
 protected:
  tensor::Batch batch() const {
    return {.parts = {{tensor::part::kImage, pictures_}}, .samples = 6, .weight = 6};
  }

  double length() const { return network_->weights.norm().item<double>(); }

  Forward forward() const { return {network_, nullptr}; }

  std::shared_ptr<Scripted> network_ = std::make_shared<Scripted>();
  at::Tensor pictures_ = at::rand({6, 1, 2, 2});
  std::shared_ptr<const data::Dataset> set_ = std::make_shared<test::MemoryDataset>(8, kShape, 2);
  DataBlock data_;
  std::unique_ptr<Task> task_ = make_adversarial_generation({.train = set_.get(), .data = &data_},
                                                            {.critic_steps = 4, .penalty = 7});
};

TEST_F(Adversarial, CriticLosesTheDistanceAndThePenaltyOfItsSlope) {
  const Step step = task_->step(forward(), batch());
  const at::Tensor distance = (pictures_ - kGrey).flatten(1).matmul(network_->weights).sum();
  const double penalty = 6 * 7 * std::pow(length() - 1, 2);
  EXPECT_NEAR(step.loss.item<double>(), penalty - distance.item<double>(), 1e-3);
}

TEST_F(Adversarial, CriticFollowsThePenaltyToo) {
  task_->step(forward(), batch()).loss.backward();
  const at::Tensor distance = (pictures_ - kGrey).flatten(1).sum(0);
  const at::Tensor penalty = 6 * 7 * 2 * (1 - 1 / length()) * network_->weights.detach();
  EXPECT_TRUE(network_->weights.grad().allclose(penalty - distance, 1e-3, 1e-3));
  EXPECT_FALSE(network_->grey.grad().defined()) << "the generator's turn comes later";
}

TEST_F(Adversarial, GeneratorLosesWhatTheCriticGivesIt) {
  const std::vector<Phase> phases = task_->phases();
  ASSERT_EQ(phases.size(), 2U);
  EXPECT_EQ(phases[0].every, 1);
  EXPECT_EQ(phases[1].name, "generator");
  EXPECT_EQ(phases[1].every, 4);
  const Step step = phases[1].step(forward(), batch());
  EXPECT_NEAR(step.loss.item<double>(), -6 * kGrey * network_->weights.sum().item<double>(), 1e-4);
}

TEST_F(Adversarial, IsJudgedByTheDistanceOfItsPicturesFromRealOnes) {
  tensor::Batch real = batch();
  real.parts.emplace_back(kPosition, at::arange(6, at::kLong));
  const auto judged = [&](const at::Tensor& pictures) {
    real.parts.front().second = pictures;
    const auto evaluation = task_->evaluation();
    evaluation->add(task_->run(forward(), real).detach(), real);
    return evaluation->finish().metrics;
  };
  const auto alike = judged(at::full({6, 1, 2, 2}, kGrey));
  EXPECT_NEAR(alike.at("swd"), 0, 1e-6);
  EXPECT_NEAR(alike.at("wasserstein"), 0, 1e-5);
  const auto other = judged(at::full({6, 1, 2, 2}, 1.0));
  EXPECT_GT(other.at("swd"), 0.1);
  EXPECT_NEAR(other.at("wasserstein"), 0.75 * network_->weights.sum().item<double>(), 1e-4);
}

TEST_F(Adversarial, AnswersWithTheScoresOfTheCritic) {
  const auto answer = task_->answers(task_->run(forward(), batch()).detach());
  ASSERT_EQ(answer.size(), 1U);
  EXPECT_EQ(answer[0].name, "score");
  const auto& scores = std::get<std::vector<float>>(answer[0].data);
  EXPECT_NEAR(scores[2], network_->criticize(pictures_)[2].item<float>(), 1e-6);
}

}  // namespace
}  // namespace maas::tasks
