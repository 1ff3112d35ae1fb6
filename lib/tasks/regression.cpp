#include "tasks/regression.h"

#include <algorithm>
#include <cmath>

#include <nlohmann/json.hpp>

#include "base/moments.h"
#include "base/strings.h"
#include "maas/error.h"
#include "recipe/json_file.h"
#include "recipe/write.h"
#include "tasks/intervals.h"
#include "tasks/worst.h"

namespace maas::tasks {
namespace {

constexpr std::size_t kWorst = 24;

/// Sums over the samples that were judged, in the target's unit.
class Errors final : public Evaluation {
 public:
  explicit Errors(const Target& target) : target_(target) {}

  /// @param outputs  [B, 1], in standard deviations
  void add(const at::Tensor& outputs, const tensor::Batch& batch) override {
    const at::Tensor values = outputs.detach().to(at::kCPU, at::kFloat).contiguous();
    const at::Tensor targets = batch.at(tensor::part::kTarget);
    const auto* guess = values.const_data_ptr<float>();
    const auto* truth = targets.const_data_ptr<float>();
    for (std::int64_t i = 0; i < values.size(0); ++i) judge(guess[i], truth[i]);
  }

  Findings finish() const override {
    Findings findings{.per_sample = distances_, .compared = "mae", .mistakes = mistakes()};
    const double count = std::max<double>(1, static_cast<double>(distances_.size()));
    const double mse = squares_ / count;
    findings.metrics["rmse"] = std::sqrt(mse);
    findings.metrics["mae"] = sum_ / count;
    findings.metrics["loss"] = mse / (target_.std * target_.std);
    findings.metrics["r2"] = explained(mse);
    return findings;
  }

  Intervals intervals() const override {
    const std::int64_t count = std::ssize(distances_);
    const Interval mse = mean_interval(squares_, fourth_powers_, count);
    const double low = std::max(0.0, mse[0]);
    const double scale = target_.std * target_.std;
    return {{"mae", mean_interval(sum_, squares_, count)},
            {"rmse", {std::sqrt(low), std::sqrt(mse[1])}},
            {"loss", {low / scale, mse[1] / scale}},
            {"r2", {explained(mse[1]), explained(low)}}};
  }

 private:
  struct Miss {
    std::int64_t sample = 0;
    double guess = 0;
    double truth = 0;
    double loss = 0;  ///< the squared distance, in deviations
  };

  void judge(double guess, double truth) {
    if (!std::isfinite(guess)) {
      fail(ErrorCode::kFailed, "the network's outputs are not finite: {}", guess);
    }
    const double told = target_.mean + target_.std * guess;
    const double real = target_.mean + target_.std * truth;
    const double distance = std::abs(told - real);
    worst_.add({.sample = std::ssize(distances_),
                .guess = told,
                .truth = real,
                .loss = distance * distance / (target_.std * target_.std)});
    distances_.push_back(static_cast<float>(distance));
    sum_ += distance;
    squares_ += distance * distance;
    fourth_powers_ += std::pow(distance, 4);
    // The mean and the variance of what was true, as they grow (Welford 1962).
    const double before = real - mean_;
    mean_ += before / static_cast<double>(distances_.size());
    spread_ += before * (real - mean_);
  }

  /// The share of the variance that a mean squared error leaves explained.
  double explained(double mse) const {
    const double variance = spread_ / std::max<double>(1, static_cast<double>(distances_.size()));
    return variance > 0 ? 1 - mse / variance : 0;
  }

  std::vector<Mistake> mistakes() const {
    std::vector<Mistake> all;
    for (const Miss& miss : worst_.kept()) {
      all.push_back({.sample = miss.sample,
                     .loss = miss.loss,
                     .facts = {{"predicted", fmt::format("{:.6g}", miss.guess)},
                               {"true", fmt::format("{:.6g}", miss.truth)}}});
    }
    return all;
  }

  const Target& target_;
  std::vector<float> distances_;
  double sum_ = 0;
  double squares_ = 0;
  double fourth_powers_ = 0;
  double mean_ = 0;
  double spread_ = 0;  ///< squared distances of the true values from their mean
  Worst<Miss> worst_{kWorst};
};

}  // namespace

void describe(Fields& fields, Target& target) {
  fields("name", target.name, "column of the target").required();
  fields("mean", target.mean, "its mean over the training samples").required();
  fields("std", target.std, "its standard deviation").range(above(0)).required();
}

Target fitted_target(std::string name, std::int64_t count,
                     const std::function<double(std::int64_t index)>& number,
                     std::string_view key) {
  const base::Moments moments = base::moments_of([&](const auto& add) {
    for (std::int64_t i = 0; i < count; ++i) add(number(i));
  });
  if (!moments.are_finite()) {
    fail(ErrorCode::kInvalidData, "{}: the numbers of '{}' are too large to be learned from", key,
         name);
  }
  if (moments.std > 0) {
    return {.name = std::move(name), .mean = moments.mean, .std = moments.std};
  }
  fail(ErrorCode::kInvalidRecipe, "{}: '{}' is {} in all {} training rows", key, name,
       base::shortest(moments.mean), count);
}

Target published_target(const store::ModelFiles& model) {
  const std::string file = model.path("config.json").string();
  const auto found = model.config.find("target");
  if (found == model.config.end()) {
    fail(ErrorCode::kInvalidData, "{}: there is no target", file);
  }
  return recipe::from_json_to<Target>(*found, file + ": target");
}

tensor::Problem Regression::problem() const {
  return {.input = encoder().shape(), .vocabulary = encoder().vocabulary(), .outputs = 1};
}

std::shared_ptr<const feed::Source> Regression::source(std::shared_ptr<const data::Dataset> set,
                                                       Use use, const SetName&) const {
  feed::Parts parts = encoder().parts(set, use);
  parts.push_back(target_part(*set));
  return std::make_shared<feed::Source>(set->size(), std::move(parts));
}

void Regression::save(const store::ModelWriter& writer, nlohmann::ordered_json& config) const {
  encoder().save(writer, config);
  config["target"] = recipe::to_json_of(target_);
}

Step Regression::step(const Forward& forward, const tensor::Batch& batch) const {
  const at::Tensor outputs = run(forward, batch);  // [B, 1]
  const at::Tensor wide = outputs.element_size() < 4 ? outputs.to(at::kFloat) : outputs;
  const at::Tensor distances = wide.squeeze(1) - batch.at(tensor::part::kTarget);
  return {distances.square().sum(), outputs.detach()};
}

std::unique_ptr<Evaluation> Regression::evaluation() const {
  return std::make_unique<Errors>(target_);
}

std::vector<std::string> Regression::metric_names() const {
  std::vector<std::string> names;
  for (const MetricSpec& spec : specs_) names.push_back(spec.name);
  return names;
}

/// @param outputs  [B, 1], in standard deviations
tensor::HostTensors Regression::answers(const at::Tensor& outputs) const {
  const at::Tensor distances = outputs.to(at::kCPU, at::kFloat).contiguous();
  std::vector<float> values;
  for (std::int64_t i = 0; i < distances.size(0); ++i) {
    const double distance = distances.const_data_ptr<float>()[i];
    values.push_back(static_cast<float>(target_.mean + target_.std * distance));
  }
  return {{output_, {distances.size(0)}, std::move(values)}};
}

Prediction Regression::told(std::string input, const tensor::HostTensors& answer,
                            std::int64_t) const {
  return {.input = std::move(input),
          .value = std::get<std::vector<float>>(answer.front().data).front()};
}

}  // namespace maas::tasks
