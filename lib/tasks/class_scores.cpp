#include "tasks/class_scores.h"

#include <algorithm>
#include <cmath>

#include "maas/error.h"
#include "maas/metric_name.h"
#include "operators/cross_entropy.h"
#include "tasks/confusion.h"
#include "tasks/intervals.h"
#include "tasks/ranking.h"
#include "tasks/worst.h"

namespace maas::tasks {
namespace {

constexpr std::size_t kWorst = 24;

/// A sample under a wrong label.
struct Mislabelled {
  std::int64_t sample = 0;
  double loss = 0;
  std::int64_t truth = 0;
  std::int64_t guess = 0;
  double probability_of_truth = 0;
  double probability_of_guess = 0;
};

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
  explicit Scores(const ClassMetrics& metrics)
      : metrics_(metrics),
        classes_(metrics.classes),
        top_k_(metrics.top_k),
        hits_(top_k_.size(), 0),
        confusion_(classes_.size()) {}

  void add(const at::Tensor& outputs, const tensor::Batch& batch) override {
    const at::Tensor logits = outputs.detach().to(at::kCPU, at::kFloat).contiguous();
    const at::Tensor& targets = batch.at(tensor::part::kLabel);
    const auto loss = summed_cross_entropy(logits, targets).item<double>();
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
    if (metrics_.has_auc) findings.metrics["auc"] = ranking_.auc(classes_.size());
    add_metrics(findings.classes, findings.metrics);
    return findings;
  }

  Intervals intervals() const override {
    const auto samples = static_cast<std::int64_t>(right_.size());
    const auto right = std::count(right_.begin(), right_.end(), 1.0f);
    Intervals intervals = macro_intervals(confusion_);
    intervals["acc"] = wilson_interval(right, samples);
    const Interval loss = mean_interval(loss_, squared_loss_, samples);
    intervals["loss"] = {std::max(0.0, loss[0]), loss[1]};
    for (std::size_t i = 0; i < top_k_.size(); ++i) {
      intervals[top_name(top_k_[i])] = wilson_interval(hits_[i], samples);
    }
    if (metrics_.has_auc) intervals["auc"] = ranking_.interval(classes_.size());
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
    if (metrics_.has_auc) ranking_.add(row, count, total, target);
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

  const ClassMetrics& metrics_;
  const std::vector<std::string>& classes_;
  const std::vector<std::int64_t>& top_k_;
  double loss_ = 0;
  double squared_loss_ = 0;
  Worst<Mislabelled> worst_{kWorst};
  std::vector<float> right_;
  std::vector<std::int64_t> hits_;
  Confusion confusion_;
  Ranking ranking_;
};

}  // namespace

std::vector<std::string> ClassMetrics::names() const {
  std::vector<std::string> names = {"loss", "acc"};
  for (const std::int64_t k : top_k) names.push_back(top_name(k));
  if (has_auc) names.emplace_back("auc");
  for (const char* metric : {"precision", "recall", "f1"}) {
    names.push_back(fmt::format("{}.macro", metric));
    for (const std::string& name : classes) names.push_back(class_metric(metric, name));
  }
  return names;
}

std::unique_ptr<Evaluation> class_evaluation(const ClassMetrics& metrics) {
  return std::make_unique<Scores>(metrics);
}

at::Tensor summed_cross_entropy(const at::Tensor& outputs, const at::Tensor& labels) {
  // Half precision is widened; double stays.
  const at::Tensor logits = outputs.element_size() < 4 ? outputs.to(at::kFloat) : outputs;
  return operators::summed_cross_entropy(logits, labels);
}

}  // namespace maas::tasks
