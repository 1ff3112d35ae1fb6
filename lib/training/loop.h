#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "feed/feed.h"
#include "feed/loader.h"
#include "maas/progress.h"
#include "models/network.h"
#include "tasks/task.h"
#include "training/checkpoint_writer.h"
#include "training/hook.h"
#include "training/learner.h"
#include "training/plan.h"
#include "training/state.h"

namespace maas::training {

/// What a training needs; the loop owns none of it but the optimizer.
struct LoopParts {
  models::Network& network;
  const tasks::Task& task;
  const Recipe& recipe;
  Plan plan;
  std::shared_ptr<const feed::Source> train;
  std::shared_ptr<const feed::Source> valid;  ///< null: no validation
  std::vector<std::shared_ptr<StepHook>> hooks;
  /// Builds another network of the same make, whose weights have no values.
  std::function<std::shared_ptr<models::Network>()> twin;
};

/// Where a training leaves its traces. The loop calls it from its own thread, but for `saved`.
class Recorder {
 public:
  virtual ~Recorder() = default;
  /// One value of a metric.
  virtual void record(const std::string& split, const std::string& name, double value,
                      std::int64_t step, double epoch) = 0;
  /// Makes what was recorded outlast a crash, and returns its length in bytes.
  virtual std::int64_t sync() = 0;
  /// Where the checkpoint of a step goes.
  virtual std::filesystem::path checkpoint(std::int64_t step) const = 0;
  /// Told when a checkpoint is complete, on the thread that wrote it; the recorder removes those
  /// that are no longer kept.
  virtual void saved(std::int64_t step) = 0;
};

/// How the training samples are read from a step on.
feed::LoaderOptions loader_options(const Recipe& recipe, const Plan& plan, std::int64_t first_step);

/// Makes what a training learns from.
std::unique_ptr<feed::Feed> feed_of(const LoopParts& parts, const feed::LoaderOptions& options);

/// How fast a training goes.
struct Pace {
  double samples_per_second = 0;
  double data_wait = 0;  ///< share of the time that was spent waiting for samples
};

/// The training loop. A step depends on the recipe and on `State` and tensors of the step before,
/// and on nothing else: continuing from a checkpoint gives the same bytes as not having stopped.
class Loop {
 public:
  /// @throws Error kInvalidRecipe if the recipe's parts do not go together
  Loop(LoopParts parts, Recorder& recorder, Progress& progress);

  /// Continues from a checkpoint; warns where the learning rate jumps, as it does when the
  /// schedule's length has changed.
  /// @throws Error kInvalidData if it is broken or of another network
  void restore(const std::filesystem::path& checkpoint);

  /// Runs to the end, or to the early stop. A signal ends a validation too, which is then redone
  /// when the training continues.
  ///
  /// @throws Error kFailed if the loss is not finite, naming the step; kResumable, kInterrupted,
  ///   kTerminated after saving; kIo
  void run();

  /// The weights and statistics to publish, as `tensor::NetworkState::moving`: the best if
  /// `checkpoint.best` is set and has been seen, else the moving average if there is one, else the
  /// last.
  tensor::NamedTensors result() const;

  const State& state() const { return state_; }
  /// The pace of this invocation so far.
  Pace pace() const;
  std::int64_t steps_run() const { return state_.step - first_step_; }

 private:
  void run_to_the_end();
  void step();
  void after_step(const StepResult& result, std::int64_t samples);
  void finish_step();
  void log_training(double lr);
  void validate();
  tasks::Findings judged();
  void watch(const std::string& name, double value);
  bool larger_is_better(const std::string& metric) const;
  void require_finite_weights() const;
  /// Writes a checkpoint of the present state, and returns when it is complete.
  void save();
  /// Has a checkpoint of the present state written while the training goes on.
  void save_beside();
  void warn_of_a_jump() const;
  void prepare_saving();
  void make_room_once();
  void stop_if_asked() const;
  void show(double loss);
  Snapshot snapshot() const;
  bool due(std::int64_t every) const {
    return state_.step % every == 0 || state_.step == parts_.plan.steps;
  }

  LoopParts parts_;
  Recorder& recorder_;
  Progress& progress_;
  State state_;
  Learner learner_;
  std::unique_ptr<feed::Feed> feed_;
  tensor::NamedTensors best_;
  CheckpointWriter checkpoints_;
  bool has_room_ = false;  ///< whether room for copies has been asked for
  std::string followed_;   ///< the metric that is shown beside the loss, once it is known
  std::int64_t first_step_ = 0;
  bool is_saved_ = false;  ///< whether a checkpoint of the present state is there, or on its way
  std::int64_t samples_seen_ = 0;
  double waited_ = 0;
  base::Stopwatch running_;               ///< since the start of `run`
  std::optional<base::Stopwatch> shown_;  ///< since progress was shown last
};

}  // namespace maas::training
