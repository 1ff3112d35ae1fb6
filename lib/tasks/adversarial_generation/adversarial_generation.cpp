#include "tasks/adversarial_generation/adversarial_generation.h"

#include <algorithm>
#include <cmath>

#include <ATen/ops/cat.h>
#include <ATen/ops/ones_like.h>
#include <ATen/ops/rand.h>
#include <ATen/ops/randn.h>
#include <torch/csrc/autograd/autograd.h>

#include "encoders/picture/encoder.h"
#include "maas/error.h"
#include "nn/roles.h"
#include "tasks/intervals.h"
#include "tasks/noise.h"
#include "tasks/picture_creation.h"
#include "tasks/sliced_distance.h"
#include "tasks/worst.h"
#include "tensor/to_host.h"

namespace maas::tasks {
namespace {

constexpr const char* kScore = "score";
constexpr const char* kSwd = "swd";
constexpr const char* kWasserstein = "wasserstein";
constexpr std::size_t kWorst = 24;
constexpr std::uint64_t kJudgingSeed = 1;
constexpr double kTiny = 1e-12;  ///< keeps the slope of a root finite

at::Tensor drawn(nn::Adversaries& network, std::int64_t count) {
  return network.generate(at::randn({count, network.latent()}));
}

/// By how much the critic's slope differs from 1 between each real picture and a drawn one,
/// squared. [B]
at::Tensor slope_penalty(nn::Adversaries& network, const at::Tensor& real, const at::Tensor& fake) {
  const at::Tensor share = at::rand({real.size(0), 1, 1, 1});
  const at::Tensor between = (share * real + (1 - share) * fake).detach().requires_grad_();
  const at::Tensor scores = network.criticize(between);  // [B]
  const auto slopes = torch::autograd::grad({scores}, {between}, {at::ones_like(scores)},
                                            /*retain_graph=*/true, /*create_graph=*/true);
  const at::Tensor lengths =
      (slopes.front().to(at::kFloat).flatten(1).square().sum(1) + kTiny).sqrt();
  return (lengths - 1).square();
}

/// Scores of real pictures [B], of drawn ones [B], and the drawn ones [B, pixels] make up a row.
class Draws final : public Evaluation {
 public:
  void add(const at::Tensor& outputs, const tensor::Batch& batch) override {
    const at::Tensor real = batch.at(tensor::part::kImage).flatten(1);
    const at::Tensor rows = outputs.to(at::kCPU, at::kFloat).contiguous();
    for (std::int64_t i = 0; i < rows.size(0); ++i) {
      const auto* const row = rows.const_data_ptr<float>() + i * rows.stride(0);
      judge(row[0], row[1]);
    }
    distance_.add(real, rows.slice(1, 2));
  }

  Findings finish() const override {
    const std::vector<float> distances = distance_.by_point();
    Findings findings{.per_sample = distances, .compared = kSwd};
    findings.metrics = {{kSwd, mean_of(distances).value()},
                        {kWasserstein, mean_of(margins_).value()}};
    Worst<Picture> worst(kWorst);
    for (std::size_t i = 0; i < distances.size(); ++i) {
      worst.add({.sample = static_cast<std::int64_t>(i), .loss = distances[i]});
    }
    for (const Picture& each : worst.kept()) findings.mistakes.push_back(mistake(each));
    return findings;
  }

  Intervals intervals() const override {
    return {{kSwd, mean_of(distance_.by_point()).interval()},
            {kWasserstein, mean_of(margins_).interval()}};
  }

 private:
  /// A real picture, and how far from it those are that should be like it.
  struct Picture {
    std::int64_t sample = 0;
    double loss = 0;
  };

  void judge(float real, float fake) {
    if (!std::isfinite(real) || !std::isfinite(fake)) {
      fail(ErrorCode::kFailed, "the network's outputs are not finite: scores of {} and {}", real,
           fake);
    }
    scores_.push_back(real);
    margins_.push_back(real - fake);
  }

  Mistake mistake(const Picture& picture) const {
    const float score = scores_[static_cast<std::size_t>(picture.sample)];
    return {.sample = picture.sample,
            .loss = picture.loss,
            .facts = {{"critic's score", fmt::format("{:.3g}", score)}}};
  }

  static Mean mean_of(const std::vector<float>& values) {
    Mean mean;
    for (const float value : values) mean.add(value);
    return mean;
  }

  std::vector<float> scores_;   ///< of the real pictures
  std::vector<float> margins_;  ///< by which a real picture scores above a drawn one
  SlicedDistance distance_;
};

class AdversarialGeneration final : public PictureCreation {
 public:
  AdversarialGeneration(const Basis& basis, const AdversarialGenerationOptions& options)
      : PictureCreation(basis), options_(options) {}

  tensor::Problem problem() const override { return {.input = encoder().shape(), .outputs = 1}; }

  /// The critic's.
  Step step(const Forward& forward, const tensor::Batch& batch) const override {
    auto& network = forward.as<nn::Adversaries>();
    const at::Tensor& real = batch.at(tensor::part::kImage);
    const std::int64_t count = real.size(0);
    at::Tensor fake;
    {
      const at::NoGradGuard no_grad;
      fake = drawn(network, count).to(at::kFloat);
    }
    const at::Tensor scores = network.criticize(at::cat({fake, real})).to(at::kFloat);  // [2 B]
    const at::Tensor distance = scores.slice(0, count).sum() - scores.slice(0, 0, count).sum();
    const at::Tensor penalty = slope_penalty(network, real, fake).sum();
    return {options_.penalty * penalty - distance, scores.detach()};
  }

  std::vector<Phase> phases() const override {
    return {{.name = "critic",
             .parameters = "critic.*",
             .step = [this](const Forward& forward,
                            const tensor::Batch& batch) { return step(forward, batch); }},
            {.name = "generator",
             .parameters = "generator.*",
             .every = options_.critic_steps,
             .step = generator_step}};
  }

  /// @return of pictures that are judged [B, 2 + pixels], as Draws takes them; of others [B, 1]
  at::Tensor run(const Forward& forward, const tensor::Batch& batch) const override {
    auto& network = forward.as<nn::Adversaries>();
    const at::Tensor real = network.criticize(batch.at(tensor::part::kImage)).unsqueeze(1);
    const at::Tensor* const positions = batch.find(kPosition);
    if (positions == nullptr) return real;
    const at::Tensor fake = network.generate(noise_at(*positions, network.latent(), kJudgingSeed));
    return at::cat({real, network.criticize(fake).unsqueeze(1), fake.flatten(1)}, 1);
  }

  std::unique_ptr<Evaluation> evaluation() const override { return std::make_unique<Draws>(); }

  const MetricSpecs& metrics() const override {
    static const MetricSpecs specs = adversarial_generation_card().metrics;
    return specs;
  }

  std::vector<std::string> metric_names() const override { return {kSwd, kWasserstein}; }

  std::vector<TensorSpec> outputs() const override { return {{kScore, "FP32", {-1}}}; }

  tensor::HostTensors answers(const at::Tensor& outputs) const override {
    return {tensor::to_host(kScore, outputs.select(1, 0))};
  }

  Prediction told(std::string input, const tensor::HostTensors& answer,
                  std::int64_t) const override {
    return {.input = std::move(input),
            .value = std::get<std::vector<float>>(answer.front().data).front()};
  }

 private:
  static Step generator_step(const Forward& forward, const tensor::Batch& batch) {
    auto& network = forward.as<nn::Adversaries>();
    const at::Tensor scores = network.criticize(drawn(network, batch.samples)).to(at::kFloat);
    return {-scores.sum(), scores.detach()};
  }

  AdversarialGenerationOptions options_;
};

}  // namespace

std::unique_ptr<Task> make_adversarial_generation(const Basis& basis,
                                                  const AdversarialGenerationOptions& options) {
  return std::make_unique<AdversarialGeneration>(basis, options);
}

}  // namespace maas::tasks
