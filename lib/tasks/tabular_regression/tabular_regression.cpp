#include "tasks/tabular_regression/tabular_regression.h"

#include <algorithm>
#include <cmath>

#include <nlohmann/json.hpp>

#include "base/strings.h"
#include "encoders/row/encoder.h"
#include "encoders/row/part.h"
#include "maas/error.h"
#include "recipe/json_file.h"
#include "recipe/write.h"
#include "tasks/intervals.h"
#include "tasks/worst.h"

namespace maas::tasks {
namespace {

constexpr const char* kValue = "value";
constexpr std::size_t kWorst = 24;

/// What was learned of the target, as `config.json` keeps it.
struct Target {
  std::string name;
  double mean = 0;
  double std = 1;
};

void describe(Fields& fields, Target& target) {
  fields("name", target.name, "column of the target").required();
  fields("mean", target.mean, "its mean over the training rows").required();
  fields("std", target.std, "its standard deviation").range(above(0)).required();
}

Target fitted_target(const data::Rows& rows) {
  if (!rows.target()) fail(ErrorCode::kInvalidRecipe, "task.target: the rows have no target");
  Target target{.name = rows.columns()[*rows.target()]};
  const auto count = static_cast<double>(rows.size());
  for (std::int64_t i = 0; i < rows.size(); ++i) {
    target.mean += encoders::target_of(rows, i) / count;
  }
  double variance = 0;
  for (std::int64_t i = 0; i < rows.size(); ++i) {
    const double distance = encoders::target_of(rows, i) - target.mean;
    variance += distance * distance / count;
  }
  target.std = std::sqrt(variance);
  if (!std::isfinite(target.mean) || !std::isfinite(target.std)) {
    fail(ErrorCode::kInvalidData,
         "task.target: the numbers of '{}' are too large to be learned from", target.name);
  }
  if (target.std > 1e-12 * std::abs(target.mean)) return target;
  fail(ErrorCode::kInvalidRecipe, "task.target: '{}' is {} in all {} training rows", target.name,
       base::shortest(target.mean), rows.size());
}

Target target_of(const Basis& basis) {
  if (basis.model == nullptr) return fitted_target(data::as<data::Rows>(*basis.train));
  const std::string file = basis.model->path("config.json").string();
  const auto found = basis.model->config.find("target");
  if (found == basis.model->config.end()) {
    fail(ErrorCode::kInvalidData, "{}: there is no target", file);
  }
  return recipe::from_json_to<Target>(*found, file + ": target");
}

/// Sums over the rows that were judged, in the target's unit.
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

class TabularRegression final : public Task {
 public:
  TabularRegression(const Basis& basis, const TabularRegressionOptions& options)
      : target_(target_of(basis)), encoder_(basis, {options.ignore, options.categories}) {}

  const encoders::Encoder& encoder() const override { return encoder_; }

  tensor::Problem problem() const override { return {.input = encoder_.shape(), .outputs = 1}; }

  std::shared_ptr<const feed::Source> source(std::shared_ptr<const data::Dataset> set, Use use,
                                             const SetName&) const override {
    feed::Parts parts = encoder_.parts(set, use);
    parts.push_back(encoders::target_part(*set, target_.mean, target_.std));
    return std::make_shared<feed::Source>(set->size(), std::move(parts));
  }

  void save(const store::ModelWriter& writer, nlohmann::ordered_json& config) const override {
    encoder_.save(writer, config);
    config["target"] = recipe::to_json_of(target_);
  }

  Step step(const Forward& forward, const tensor::Batch& batch) const override {
    const at::Tensor outputs = run(forward, batch);  // [B, 1]
    const at::Tensor wide = outputs.element_size() < 4 ? outputs.to(at::kFloat) : outputs;
    const at::Tensor distances = wide.squeeze(1) - batch.at(tensor::part::kTarget);
    return {distances.square().sum(), outputs.detach()};
  }

  std::unique_ptr<Evaluation> evaluation() const override {
    return std::make_unique<Errors>(target_);
  }

  const MetricSpecs& metrics() const override {
    static const MetricSpecs specs = tabular_regression_card().metrics;
    return specs;
  }

  std::vector<std::string> metric_names() const override { return {"r2", "rmse", "mae", "loss"}; }

  std::vector<TensorSpec> outputs() const override { return {{kValue, "FP32", {-1}}}; }

  /// @param outputs  [B, 1], in standard deviations
  tensor::HostTensors answers(const at::Tensor& outputs) const override {
    const at::Tensor distances = outputs.to(at::kCPU, at::kFloat).contiguous();
    std::vector<float> values;
    for (std::int64_t i = 0; i < distances.size(0); ++i) {
      const double distance = distances.const_data_ptr<float>()[i];
      values.push_back(static_cast<float>(target_.mean + target_.std * distance));
    }
    return {{kValue, {distances.size(0)}, std::move(values)}};
  }

  Prediction told(std::string input, const tensor::HostTensors& answer,
                  std::int64_t) const override {
    return {.input = std::move(input),
            .value = std::get<std::vector<float>>(answer.front().data).front()};
  }

 private:
  Target target_;
  encoders::RowEncoder encoder_;
};

}  // namespace

std::unique_ptr<Task> make_tabular_regression(const Basis& basis,
                                              const TabularRegressionOptions& options) {
  return std::make_unique<TabularRegression>(basis, options);
}

}  // namespace maas::tasks
