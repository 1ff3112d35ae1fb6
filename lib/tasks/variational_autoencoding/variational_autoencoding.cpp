#include "tasks/variational_autoencoding/variational_autoencoding.h"

#include <cmath>

#include <ATen/ops/binary_cross_entropy_with_logits.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/randn_like.h>
#include <ATen/ops/sigmoid.h>

#include "encoders/picture/encoder.h"
#include "maas/error.h"
#include "nn/roles.h"
#include "tasks/intervals.h"
#include "tasks/noise.h"
#include "tasks/picture_creation.h"
#include "tasks/worst.h"
#include "tensor/to_host.h"

namespace maas::tasks {
namespace {

constexpr const char* kReconstruction = "reconstruction";
constexpr const char* kLatent = "latent";
constexpr const char* kNelbo = "nelbo";
constexpr std::size_t kWorst = 24;
constexpr std::uint64_t kJudgingSeed = 1;

/// The two terms of the bound, picture by picture.
struct Bound {
  at::Tensor reconstruction;  ///< [B]
  at::Tensor kl;              ///< [B]
};

/// @param logits  [B, C, H, W], of a sample of the posterior
Bound bound_of(const at::Tensor& pictures, const at::Tensor& logits,
               const nn::Autoencoder::Posterior& posterior) {
  const at::Tensor mean = posterior.mean.to(at::kFloat);
  const at::Tensor log_variance = posterior.log_variance.to(at::kFloat);
  return {at::binary_cross_entropy_with_logits(logits.to(at::kFloat), pictures, {}, {},
                                               at::Reduction::None)
              .flatten(1)
              .sum(1),
          0.5 * (mean.square() + log_variance.exp() - 1 - log_variance).sum(1)};
}

at::Tensor sampled(const nn::Autoencoder::Posterior& posterior, const at::Tensor& noise) {
  return posterior.mean + (0.5 * posterior.log_variance).exp() * noise;
}

/// What is told of each picture, by the last two columns of the outputs.
class Bounds final : public Evaluation {
 public:
  void add(const at::Tensor& outputs, const tensor::Batch&) override {
    const at::Tensor terms = outputs.slice(1, -2).to(at::kCPU, at::kFloat).contiguous();
    const auto* term = terms.const_data_ptr<float>();
    for (std::int64_t i = 0; i < terms.size(0); ++i, term += 2) judge(term[0], term[1]);
  }

  Findings finish() const override {
    Findings findings{.per_sample = nelbos_, .compared = kNelbo};
    findings.metrics = {
        {kNelbo, nelbo_.value()}, {kReconstruction, reconstruction_.value()}, {"kl", kl_.value()}};
    for (const Picture& each : worst_.kept()) {
      findings.mistakes.push_back({.sample = each.sample,
                                   .loss = each.loss,
                                   .facts = {{"of the pixels", fmt::format("{:.1f}", each.pixels)},
                                             {"kl", fmt::format("{:.1f}", each.kl)}}});
    }
    return findings;
  }

  Intervals intervals() const override {
    return {{kNelbo, nelbo_.interval()},
            {kReconstruction, reconstruction_.interval()},
            {"kl", kl_.interval()}};
  }

 private:
  struct Picture {
    std::int64_t sample = 0;
    double loss = 0;
    double pixels = 0;
    double kl = 0;
  };

  void judge(double reconstruction, double kl) {
    const double nelbo = reconstruction + kl;
    if (!std::isfinite(nelbo)) {
      fail(ErrorCode::kFailed, "the network's outputs are not finite: a bound of {}", nelbo);
    }
    worst_.add({.sample = std::ssize(nelbos_), .loss = nelbo, .pixels = reconstruction, .kl = kl});
    nelbos_.push_back(static_cast<float>(nelbo));
    nelbo_.add(nelbo);
    reconstruction_.add(reconstruction);
    kl_.add(kl);
  }

  std::vector<float> nelbos_;
  Mean nelbo_;
  Mean reconstruction_;
  Mean kl_;
  Worst<Picture> worst_{kWorst};
};

class VariationalAutoencoding final : public PictureCreation {
 public:
  using PictureCreation::PictureCreation;

  tensor::Problem problem() const override {
    return {.input = encoder().shape(), .outputs = pictures().form().network.elements()};
  }

  Step step(const Forward& forward, const tensor::Batch& batch) const override {
    auto& network = forward.as<nn::Autoencoder>();
    const at::Tensor& pictures = batch.at(tensor::part::kImage);
    const auto posterior = network.encode(pictures);
    const at::Tensor logits = network.decode(sampled(posterior, at::randn_like(posterior.mean)));
    const Bound bound = bound_of(pictures, logits, posterior);
    return {(bound.reconstruction + bound.kl).sum(), logits.detach()};
  }

  /// @return [B, pixels + latent + 2]: the reconstruction, the posterior's mean, the two terms
  at::Tensor run(const Forward& forward, const tensor::Batch& batch) const override {
    auto& network = forward.as<nn::Autoencoder>();
    const at::Tensor& pictures = batch.at(tensor::part::kImage);
    const auto posterior = network.encode(pictures);
    const at::Tensor* const positions = batch.find(kPosition);
    const at::Tensor logits = network.decode(
        positions == nullptr
            ? posterior.mean
            : sampled(posterior, noise_at(*positions, network.latent(), kJudgingSeed)));
    const Bound bound = bound_of(pictures, logits, posterior);
    return at::cat({at::sigmoid(logits).flatten(1), posterior.mean,
                    bound.reconstruction.unsqueeze(1), bound.kl.unsqueeze(1)},
                   1);
  }

  std::unique_ptr<Evaluation> evaluation() const override { return std::make_unique<Bounds>(); }

  const MetricSpecs& metrics() const override {
    static const MetricSpecs specs = variational_autoencoding_card().metrics;
    return specs;
  }

  std::vector<std::string> metric_names() const override { return {kNelbo, kReconstruction, "kl"}; }

  std::vector<TensorSpec> outputs() const override {
    const auto& shape = pictures().form().network;
    return {{kReconstruction, "FP32", {-1, shape.channels, shape.height, shape.width}},
            {kLatent, "FP32", {-1, -1}},
            {kNelbo, "FP32", {-1}}};
  }

  tensor::HostTensors answers(const at::Tensor& outputs) const override {
    const std::int64_t pixels = pictures().form().network.elements();
    std::vector<std::int64_t> shape = encoder().shape();
    shape.insert(shape.begin(), outputs.size(0));
    return {tensor::to_host(kReconstruction, outputs.slice(1, 0, pixels).reshape(shape)),
            tensor::to_host(kLatent, outputs.slice(1, pixels, -2)),
            tensor::to_host(kNelbo, outputs.slice(1, -2).sum(1))};
  }

  Prediction told(std::string input, const tensor::HostTensors& answer,
                  std::int64_t) const override {
    return {.input = std::move(input),
            .value = std::get<std::vector<float>>(answer.back().data).front()};
  }
};

}  // namespace

std::unique_ptr<Task> make_variational_autoencoding(const Basis& basis,
                                                    const VariationalAutoencodingOptions&) {
  return std::make_unique<VariationalAutoencoding>(basis);
}

}  // namespace maas::tasks
