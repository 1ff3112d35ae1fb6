#include "tasks/image_classification/image_classification.h"

#include <algorithm>
#include <cmath>

#include <ATen/ops/softmax.h>

#include "kernels/cross_entropy.h"
#include "maas/error.h"
#include "maas/metric_name.h"
#include "tasks/image_classification/confusion.h"
#include "tasks/image_classification/worst.h"
#include "tasks/intervals.h"
#include "transforms/thumbnail.h"

namespace maas::tasks {
namespace {

constexpr std::size_t kWorst = 24;
constexpr std::int64_t kPictureSide = 128;

at::Tensor summed_loss(const at::Tensor& outputs, const at::Tensor& targets) {
  // Half precision is widened; double stays.
  const at::Tensor logits = outputs.element_size() < 4 ? outputs.to(at::kFloat) : outputs;
  return kernels::summed_cross_entropy(logits, targets);
}

/// The logarithm of the sum of the logits' exponentials.
double log_sum_exp(const float* row, std::int64_t count, std::int64_t largest) {
  double sum = 0;
  for (std::int64_t j = 0; j < count; ++j) sum += std::exp(double{row[j]} - row[largest]);
  return row[largest] + std::log(sum);
}

std::string top_name(std::int64_t k) {
  return fmt::format("top{}", k);
}

class Scores final : public Evaluation {
 public:
  Scores(const std::vector<std::string>& classes, const std::vector<std::int64_t>& top_k)
      : classes_(classes), top_k_(top_k), hits_(top_k.size(), 0), confusion_(classes.size()) {}

  void add(const at::Tensor& outputs, const tensor::Batch& batch) override {
    const at::Tensor logits = outputs.detach().to(at::kCPU, at::kFloat).contiguous();
    const at::Tensor& targets = batch.at(tensor::part::kLabel);
    const auto loss = summed_loss(logits, targets).item<double>();
    if (!std::isfinite(loss)) {
      fail(ErrorCode::kFailed, "the network's outputs are not finite: a loss of {}", loss);
    }
    loss_ += loss;
    const auto* row = logits.data_ptr<float>();
    const auto* target = targets.data_ptr<std::int64_t>();
    for (std::int64_t i = 0; i < logits.size(0); ++i, row += logits.size(1)) {
      judge(row, logits.size(1), target[i]);
    }
  }

  Findings finish() const override {
    Findings findings{.classes = confusion_.by_class(classes_),
                      .confusion = confusion_.counts(),
                      .per_sample = right_,
                      .compared = "acc",
                      .mistakes = mistakes()};
    const double samples = std::max<double>(1, static_cast<double>(right_.size()));
    findings.metrics["loss"] = loss_ / samples;
    findings.metrics["acc"] =
        static_cast<double>(std::count(right_.begin(), right_.end(), 1.0f)) / samples;
    for (std::size_t i = 0; i < top_k_.size(); ++i) {
      findings.metrics[top_name(top_k_[i])] = static_cast<double>(hits_[i]) / samples;
    }
    add_metrics(findings.classes, findings.metrics);
    return findings;
  }

  Intervals intervals() const override {
    const auto samples = static_cast<std::int64_t>(right_.size());
    const auto right = std::count(right_.begin(), right_.end(), 1.0f);
    Intervals intervals = macro_intervals(confusion_);
    intervals["acc"] = wilson_interval(right, samples);
    intervals["loss"] = mean_interval(loss_, squared_loss_, samples);
    for (std::size_t i = 0; i < top_k_.size(); ++i) {
      intervals[top_name(top_k_[i])] = wilson_interval(hits_[i], samples);
    }
    return intervals;
  }

 private:
  /// @param row  [classes], logits; among equals the lower class wins
  void judge(const float* row, std::int64_t count, std::int64_t target) {
    const std::int64_t predicted = std::max_element(row, row + count) - row;
    confusion_.add(target, predicted);
    const double total = log_sum_exp(row, count, predicted);
    const double loss = total - row[target];
    squared_loss_ += loss * loss;
    if (predicted != target) consider(row, total, target, predicted);
    right_.push_back(predicted == target ? 1.0f : 0.0f);
    std::int64_t rank = 0;
    for (std::int64_t j = 0; j < count; ++j) {
      rank += row[j] > row[target] || (row[j] == row[target] && j < target);
    }
    for (std::size_t i = 0; i < top_k_.size(); ++i) hits_[i] += rank < top_k_[i];
  }

  /// @param total  the logarithm of the sum of the row's exponentials
  void consider(const float* row, double total, std::int64_t target, std::int64_t predicted) {
    worst_.add({.sample = static_cast<std::int64_t>(right_.size()),
                .loss = total - row[target],
                .truth = target,
                .guess = predicted,
                .probability_of_truth = std::exp(row[target] - total),
                .probability_of_guess = std::exp(row[predicted] - total)});
  }

  std::vector<Mistake> mistakes() const {
    const auto text = [this](std::int64_t label, double probability) {
      return fmt::format("{}, {:.1f} %", classes_[static_cast<std::size_t>(label)],
                         100 * probability);
    };
    std::vector<Mistake> all;
    for (const Mislabelled& each : worst_.kept()) {
      all.push_back({.sample = each.sample,
                     .loss = each.loss,
                     .facts = {{"predicted", text(each.guess, each.probability_of_guess)},
                               {"true", text(each.truth, each.probability_of_truth)}}});
    }
    return all;
  }

  const std::vector<std::string>& classes_;
  const std::vector<std::int64_t>& top_k_;
  double loss_ = 0;
  double squared_loss_ = 0;
  Worst worst_{kWorst};
  std::vector<float> right_;
  std::vector<std::int64_t> hits_;
  Confusion confusion_;
};

class ImageClassification final : public Task {
 public:
  ImageClassification(const std::vector<std::string>& classes,
                      const std::vector<std::int64_t>& top_k)
      : classes_(classes) {
    for (const std::int64_t k : top_k) {
      if (k > 1 && k < static_cast<std::int64_t>(classes.size())) top_k_.push_back(k);
    }
  }

  Step step(const Forward& forward, const tensor::Batch& batch) const override {
    const at::Tensor logits = outputs(forward, batch);
    return {summed_loss(logits, batch.at(tensor::part::kLabel)), logits.detach()};
  }

  /// @return [B, classes], logits
  at::Tensor outputs(const Forward& forward, const tensor::Batch& batch) const override {
    return forward(batch.at(tensor::part::kImage));
  }

  std::unique_ptr<Evaluation> evaluation() const override {
    return std::make_unique<Scores>(classes_, top_k_);
  }

  Signature signature(const transforms::ImageShape& raw) const override {
    return {.inputs = {{"image", "UINT8", {-1, raw.channels, raw.height, raw.width}}},
            .outputs = {{"probabilities", "FP32", {-1, static_cast<std::int64_t>(classes_.size())}},
                        {"label", "BYTES", {-1}}}};
  }

  at::Tensor probabilities(const at::Tensor& outputs) const override {
    return at::softmax(outputs, /*dim=*/1, at::kFloat);
  }

  std::string picture(const transforms::Image& sample) const override {
    return transforms::thumbnail(sample, kPictureSide);
  }

  const MetricSpecs& metrics() const override {
    static const MetricSpecs specs = image_classification_card().metrics;
    return specs;
  }

  std::vector<std::string> metric_names() const override {
    std::vector<std::string> names = {"loss", "acc"};
    for (const std::int64_t k : top_k_) names.push_back(top_name(k));
    for (const char* metric : {"precision", "recall", "f1"}) {
      names.push_back(fmt::format("{}.macro", metric));
      for (const std::string& name : classes_) names.push_back(class_metric(metric, name));
    }
    return names;
  }

 private:
  std::vector<std::string> classes_;
  std::vector<std::int64_t> top_k_;
};

}  // namespace

std::unique_ptr<Task> make_image_classification(const std::vector<std::string>& classes,
                                                const std::vector<std::int64_t>& top_k,
                                                const ImageClassificationOptions&) {
  if (classes.size() < 2) {
    fail(ErrorCode::kInvalidRecipe, "a classifier needs at least 2 classes, the data have {}",
         classes.size());
  }
  return std::make_unique<ImageClassification>(classes, top_k);
}

}  // namespace maas::tasks
