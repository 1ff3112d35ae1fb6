#pragma once

#include <cstdint>
#include <memory>
#include <optional>

#include "maas/progress.h"
#include "pipelines/assembly/assemble.h"
#include "pipelines/plan/bytes.h"
#include "training/learner.h"

namespace maas::pipelines {

/// Memory that forward and backward passes take beside weights and gradients.
struct Activations {
  std::int64_t bytes = 0;
  bool is_measured = true;                        ///< else extrapolated from smaller batches
  std::optional<std::int64_t> batch_that_fits{};  ///< the largest, if the wanted one is too large
};

/// How fast steps were.
struct StepPace {
  std::int64_t steps = 0;
  double seconds = 0;  ///< of a step
  double samples_per_second = 0;
  double data_wait = 0;
};

/// Runs the first steps of a training in memory.
class TrainingProbe {
 public:
  /// @param assembly  with its weights set, which the probe changes
  TrainingProbe(const Recipe& recipe, const Assembly& assembly, const TrainingBytes& bytes,
                Progress& progress);

  /// Measures growing micro-batches up to the recipe's, or as long as `room` bytes suffice.
  /// @throws Error kFailed if the loss is not finite; kInterrupted, kTerminated
  Activations measure_training(std::int64_t room);

  /// Measures judging by batches that are no larger than training's, and extrapolates the rest.
  Activations measure_judging(std::shared_ptr<const feed::Source> samples, std::int64_t room);

  /// Times the first steps, after some to warm up.
  /// @throws Error kFailed if the loss is not finite; kInterrupted, kTerminated
  StepPace time_steps();

  /// Returns the seconds that judging by all samples takes, from a few batches.
  /// @param workers  threads that read
  double time_judging(std::shared_ptr<const feed::Source> samples, std::int64_t workers);

 private:
  std::unique_ptr<feed::Feed> feed_from_start(const feed::LoaderOptions& options) const;
  std::int64_t peak_of_step(std::int64_t batch, std::int64_t micro_batch);
  double judge(std::shared_ptr<const feed::Source> samples, std::int64_t workers,
               std::int64_t batch, std::int64_t batches);

  const Recipe& recipe_;
  const Assembly& assembly_;
  const TrainingBytes& bytes_;
  Progress& progress_;
  training::Learner learner_;
};

}  // namespace maas::pipelines
