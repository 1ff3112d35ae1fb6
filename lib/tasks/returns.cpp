#include "tasks/returns.h"

#include <algorithm>
#include <cmath>

#include <ATen/ops/argmax.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/isfinite.h>
#include <ATen/ops/zeros.h>

#include "maas/error.h"
#include "tasks/intervals.h"
#include "tasks/worst.h"

namespace maas::tasks {
namespace {

constexpr std::size_t kWorst = 24;

class Returns final : public Evaluation {
 public:
  /// @param outputs  [B, 2], as `played` returns
  void add(const at::Tensor& outputs, const tensor::Batch&) override {
    const at::Tensor values = outputs.detach().to(at::kCPU, at::kFloat).contiguous();
    const auto* row = values.const_data_ptr<float>();
    for (std::int64_t i = 0; i < values.size(0); ++i, row += values.size(1)) judge(row[0], row[1]);
  }

  Findings finish() const override {
    Findings findings{.per_sample = all_, .compared = "return", .mistakes = mistakes()};
    findings.metrics["return"] = returns_.value();
    findings.metrics["length"] = lengths_.value();
    findings.metrics["return_min"] = all_.empty() ? 0 : *std::ranges::min_element(all_);
    findings.metrics["return_max"] = all_.empty() ? 0 : *std::ranges::max_element(all_);
    return findings;
  }

  Intervals intervals() const override {
    return {{"return", returns_.interval()}, {"length", lengths_.interval()}};
  }

 private:
  struct Episode {
    std::int64_t sample = 0;
    double steps = 0;
    double loss = 0;  ///< what was not earned: the negative return
  };

  void judge(double earned, double steps) {
    if (!std::isfinite(earned) || !std::isfinite(steps)) {
      fail(ErrorCode::kFailed, "the episodes' returns are not finite: {}", earned);
    }
    worst_.add({.sample = std::ssize(all_), .steps = steps, .loss = -earned});
    all_.push_back(static_cast<float>(earned));
    returns_.add(earned);
    lengths_.add(steps);
  }

  std::vector<Mistake> mistakes() const {
    std::vector<Mistake> all;
    for (const Episode& episode : worst_.kept()) {
      all.push_back({.sample = episode.sample,
                     .loss = episode.loss,
                     .facts = {{"return", fmt::format("{:.6g}", -episode.loss)},
                               {"steps", fmt::format("{:.0f}", episode.steps)}}});
    }
    return all;
  }

  std::vector<float> all_;
  Mean returns_;
  Mean lengths_;
  Worst<Episode> worst_{kWorst};
};

/// An episode that is not over.
struct Running {
  std::int64_t row = 0;  ///< in the batch
  std::unique_ptr<data::Simulation> simulation;
};

std::vector<Running> begun(const data::World& world, const at::Tensor& seeds) {
  std::vector<Running> all;
  for (std::int64_t row = 0; row < seeds.size(0); ++row) {
    all.push_back({row, world.simulation()});
    all.back().simulation->reset(
        static_cast<std::uint64_t>(seeds.const_data_ptr<std::int64_t>()[row]));
  }
  return all;
}

/// [running, O]
at::Tensor seen(const data::World& world, const std::vector<Running>& running) {
  const auto width = world.observations.size();
  const at::Tensor numbers =
      at::empty({std::ssize(running), static_cast<std::int64_t>(width)}, at::kFloat);
  auto* row = numbers.data_ptr<float>();
  for (const Running& episode : running) {
    episode.simulation->observe({row, width});
    row += width;
  }
  return numbers;
}

}  // namespace

std::unique_ptr<Evaluation> return_evaluation() {
  return std::make_unique<Returns>();
}

at::Tensor played(const data::World& world, const Forward& forward, const tensor::Batch& batch) {
  std::vector<Running> running = begun(world, batch.at(tensor::part::kSeed));
  at::Tensor earned = at::zeros({std::ssize(running), 2}, at::kFloat);
  auto* const totals = earned.data_ptr<float>();
  while (!running.empty()) {
    const at::Tensor outputs = forward(tensor::batch_of(seen(world, running)));
    if (!outputs.isfinite().all().item<bool>()) {
      fail(ErrorCode::kFailed, "the network's outputs are not finite");
    }
    const at::Tensor best = outputs.narrow(1, 0, std::ssize(world.actions)).argmax(1);
    const auto* action = best.const_data_ptr<std::int64_t>();
    std::erase_if(running, [&](const Running& episode) {
      const data::Outcome outcome = episode.simulation->step(*action++);
      totals[2 * episode.row] += static_cast<float>(outcome.reward);
      totals[2 * episode.row + 1] += 1;
      return outcome.is_over();
    });
  }
  return earned;
}

}  // namespace maas::tasks
