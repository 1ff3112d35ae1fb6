#include "tasks/language_modelling/told_tokens.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include <ATen/ops/arange.h>
#include <ATen/ops/cross_entropy_loss.h>
#include <ATen/ops/stack.h>
#include <ATen/ops/where.h>

#include "maas/error.h"
#include "tasks/intervals.h"

namespace maas::tasks {
namespace {

class TokenEvaluation final : public Evaluation {
 public:
  explicit TokenEvaluation(const std::vector<std::int64_t>& bytes) : bytes_of_(bytes) {}

  /// @param outputs  [B, T, 2]
  void add(const at::Tensor& outputs, const tensor::Batch& batch) override {
    const at::Tensor told = outputs.detach().to(at::kCPU, at::kFloat).contiguous();
    const at::Tensor ids = batch.at(tensor::part::kIds);
    const std::int64_t asked = told.size(1);
    const float* next = told.const_data_ptr<float>();
    for (std::int64_t row = 0; row < told.size(0); ++row) {
      const auto* const tokens = ids.const_data_ptr<std::int64_t>() + row * ids.size(1) + 1;
      add_window(next, tokens, asked);
      next += 2 * asked;
    }
  }

  /// A window's loss is told by its share of the tokens, so that the mean of all is the whole's.
  Findings finish() const override {
    Findings findings{.per_sample = shares_of(window_losses_, tokens_), .compared = "loss"};
    const double loss = loss_sum_ / static_cast<double>(std::max<std::int64_t>(1, tokens_));
    findings.metrics = {
        {"loss", loss},
        {"ppl", std::exp(loss)},
        {"bits_per_byte",
         loss_sum_ / std::numbers::ln2 / static_cast<double>(std::max<std::int64_t>(1, bytes_))},
        {"acc",
         static_cast<double>(hits_) / static_cast<double>(std::max<std::int64_t>(1, tokens_))}};
    return findings;
  }

  Intervals intervals() const override {
    const Interval loss = interval_of(shares_of(window_losses_, tokens_));
    const Interval nats = interval_of(shares_of(window_losses_, bytes_));
    const Interval acc = interval_of(shares_of(window_hits_, tokens_));
    return {{"loss", loss},
            {"ppl", {std::exp(loss[0]), std::exp(loss[1])}},
            {"bits_per_byte", {nats[0] / std::numbers::ln2, nats[1] / std::numbers::ln2}},
            {"acc", {std::max(0.0, acc[0]), std::min(1.0, acc[1])}}};
  }

 private:
  /// Sums of windows by their share of a count of all, so that their mean is the whole's.
  static std::vector<float> shares_of(std::vector<float> sums, std::int64_t count) {
    const auto share = static_cast<float>(std::max<std::int64_t>(1, count)) /
                       static_cast<float>(std::max<std::size_t>(1, sums.size()));
    for (float& sum : sums) sum /= share;
    return sums;
  }

  static Interval interval_of(const std::vector<float>& shares) {
    Mean mean;
    for (const float share : shares) mean.add(share);
    return mean.interval();
  }

  /// @param told  the loss and the state of each token
  void add_window(const float* told, const std::int64_t* tokens, std::int64_t asked) {
    double sum = 0;
    std::int64_t hits = 0;
    std::int64_t count = 0;
    for (; count < asked && told[2 * count + 1] >= 0; ++count) {
      sum += told[2 * count];
      hits += told[2 * count + 1] > 0 ? 1 : 0;
      bytes_ += bytes_of_[static_cast<std::size_t>(tokens[count])];
    }
    if (!std::isfinite(sum)) {
      fail(ErrorCode::kFailed, "the network's outputs are not finite: a loss of {}", sum);
    }
    loss_sum_ += sum;
    tokens_ += count;
    hits_ += hits;
    window_hits_.push_back(static_cast<float>(hits));
    window_losses_.push_back(static_cast<float>(sum));
  }

  const std::vector<std::int64_t>& bytes_of_;
  std::vector<float> window_losses_;  ///< sums over their tokens
  std::vector<float> window_hits_;
  double loss_sum_ = 0;
  std::int64_t tokens_ = 0;
  std::int64_t hits_ = 0;
  std::int64_t bytes_ = 0;
};

}  // namespace

ToldTokens ToldTokens::of(const Forward& forward, const tensor::Batch& windows) {
  const at::Tensor ids = windows.at(tensor::part::kIds);  // [B, T + 1]
  const at::Tensor asked = ids.slice(1, 1);               // [B, T]
  tensor::Batch inputs = windows;
  inputs.parts.front().second = ids.slice(1, 0, -1);  // [B, T]
  at::Tensor logits = forward(inputs);                // [B, T, V]
  if (logits.element_size() < 4) logits = logits.to(at::kFloat);
  const at::Tensor losses =
      at::cross_entropy_loss(logits.transpose(1, 2), asked, {}, at::Reduction::None);  // [B, T]
  const at::Tensor places = at::arange(1, ids.size(1), ids.options());
  const at::Tensor is_there = places.lt(windows.at(tensor::part::kLengths).unsqueeze(1));  // [B, T]
  return {at::where(is_there, losses, 0.0), logits, asked, is_there};
}

at::Tensor ToldTokens::states() const {
  const at::Tensor hits = logits.detach().argmax(-1).eq(asked).to(at::kFloat);
  return at::where(is_there, hits, -1.0);
}

at::Tensor ToldTokens::joined() const {
  return at::stack({losses.to(at::kFloat), states()}, -1);
}

std::unique_ptr<Evaluation> token_evaluation(const std::vector<std::int64_t>& bytes) {
  return std::make_unique<TokenEvaluation>(bytes);
}

}  // namespace maas::tasks
