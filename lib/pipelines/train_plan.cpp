#include "pipelines/train_plan.h"

#include <algorithm>

#include "base/clock.h"
#include "base/disk.h"
#include "base/strings.h"
#include "maas/error.h"
#include "pipelines/assembly/assemble.h"
#include "pipelines/plan/bytes.h"
#include "pipelines/plan/memory_account.h"
#include "pipelines/plan/output.h"
#include "pipelines/plan/parts.h"
#include "pipelines/plan/probe.h"
#include "tensor/boundary.h"
#include "tensor/runtime.h"

namespace maas::pipelines {
namespace {

/// The mean over an epoch, whose last batch may be smaller.
double samples_per_step(const training::Plan& plan, bool drop_last) {
  const std::int64_t epoch = drop_last ? plan.steps_per_epoch * plan.global_batch : plan.samples;
  return static_cast<double>(epoch) / static_cast<double>(plan.steps_per_epoch);
}

constexpr const char* kSmallerNetwork = "a smaller network needs less";

std::string smaller_batch(const char* key, std::int64_t batch) {
  return batch > 0 ? fmt::format("{}={} fits", key, batch) : kSmallerNetwork;
}

/// Makes the plan of one training, part after part.
class Planner {
 public:
  Planner(const TrainRequest& request, const Machine& machine, Progress& progress)
      : request_(request),
        recipe_(request.recipe),
        machine_(machine),
        progress_(progress),
        memory_(machine.memory) {}

  TrainCheckReport plan() {
    tensor::set_compute_threads(recipe_.train.threads);
    const Prospect prospect = prospect_of(request_, open(look_ahead(request_)));
    const auto& manifest = prospect.history.manifest;
    if (manifest) tensor::set_compute_threads(manifest->threads);
    report_.threads = tensor::compute_threads();
    describe_training(prospect);
    const bool is_built = build();
    plan_output(prospect);
    if (is_built && !prospect.history.up_to_date) plan_memory_and_time();
    report_.memory = memory_.finish();
    for (const Shortage& shortage : memory_.shortages()) report_.shortages.push_back(shortage);
    return std::move(report_);
  }

 private:
  /// Opens the samples, and returns the history of a run that was begun with the same.
  RunHistory open(RunHistory history) {
    const base::Stopwatch watch;
    // The check of the recipe has looked at the data too, which a training does not.
    base::restart_peak();
    const std::int64_t before = base::resident_bytes();
    assembly_ = open_parts(recipe_, progress_);
    for (const std::string& warning : assembly_.warnings) progress_.warn(warning);
    progress_.stop_if_asked();
    const std::string from = history.manifest ? history.manifest->from : "";
    require_same_beginning(history, store::RunPaths(request_.options.output.text),
                           {fingerprints(assembly_.samples, progress_), from},
                           request_.options.force);
    require_within(history, store::RunPaths(request_.options.output.text), assembly_.plan.steps,
                   request_.options.force);
    start_seconds_ = watch.seconds();
    data_bytes_ = std::max<std::int64_t>(0, base::resident_bytes() - before);
    memory_.add_phase("opening the data", base::peak_resident_bytes());
    return history;
  }

  void describe_training(const Prospect& prospect) {
    report_.task = recipe_.task.name;
    report_.optimizer = recipe_.optim.optimizer.name;
    report_.schedule = recipe_.schedule.schedule.name;
    report_.splits.push_back(planned_split("train", *assembly_.samples.train, assembly_));
    if (const auto& valid = assembly_.samples.valid) {
      report_.splits.push_back(planned_split("valid", *valid, assembly_));
    }
    report_.steps = planned_steps(
        assembly_, prospect.history.up_to_date ? assembly_.plan.steps : prospect.steps_done);
  }

  /// Returns false if there is no memory for the weights.
  bool build() {
    try {
      tensor::at_boundary([&] { build_network(recipe_, assembly_); });
      bytes_ = training_bytes(recipe_, assembly_);
    } catch (const Error& error) {
      if (error.code() != ErrorCode::kOutOfMemory) throw;
      memory_.lack(error, kSmallerNetwork);
    }
    report_.network = planned_network(recipe_, assembly_);
    return memory_.shortages().empty();
  }

  void plan_output(const Prospect& prospect) {
    report_.output = planned_output(request_, prospect, report_.steps.checkpoints,
                                    bytes_.checkpoint(), bytes_.weights);
    report_.output.free = machine_.free_disk;
    if (prospect.history.up_to_date || report_.output.bytes <= machine_.free_disk) return;
    report_.shortages.push_back({"disk",
                                 fmt::format("the run takes {} on disk, {} are free",
                                             base::human_bytes(report_.output.bytes),
                                             base::human_bytes(machine_.free_disk)),
                                 "another disk by -o, or fewer checkpoints by checkpoint.keep"});
  }

  void plan_memory_and_time() {
    memory_.add_part("data", data_bytes_, "measured");
    memory_.add_part("batches read ahead", bytes_.training_data, "exact");
    memory_.add_part("parameters", bytes_.weights, "exact");
    memory_.add_part("gradients", bytes_.gradients, "exact");
    memory_.add_part("optimizer state", bytes_.optimizer, "exact");
    if (bytes_.average > 0) memory_.add_part("moving average", bytes_.average, "exact");
    if (bytes_.feed > 0) memory_.add_part("steps to learn from", bytes_.feed, "exact");
    if (bytes_.best > 0) memory_.add_part("best weights", bytes_.best, "exact");
    const std::int64_t needed = base::resident_bytes() + bytes_.held();
    if (memory_.room(needed) < 0) {
      return memory_.lack("training", needed, "before the first forward pass",
                          "a smaller network, or a smaller data.loader.global_batch");
    }
    try {
      tensor::at_boundary([&] { probe(needed); });
    } catch (const Error& error) {
      if (error.code() != ErrorCode::kOutOfMemory) throw;
      memory_.lack(error, error.hint());
    }
  }

  /// Runs what there is memory for.
  /// @param held  bytes, whatever the micro-batch
  void probe(std::int64_t held) {
    set_weights(recipe_, request_.options.digest_check, assembly_);
    TrainingProbe probe(recipe_, assembly_, bytes_, progress_);
    progress_.info("measuring the memory of a step");
    const Activations activations = probe.measure_training(memory_.room(held));
    memory_.add_part("activations", activations.bytes,
                     activations.is_measured ? "measured" : "extrapolated");
    plan_copy(held + activations.bytes);
    if (activations.batch_that_fits) {
      return memory_.lack("training", held + activations.bytes,
                          fmt::format("with {} samples at once", assembly_.plan.micro_batch),
                          smaller_batch("data.loader.micro_batch", *activations.batch_that_fits));
    }
    time_training(probe);
    if (assembly_.samples.valid) time_validation(probe);
    if (recipe_.data.test) time_test(probe);
    finish_time();
  }

  /// Checkpoints are written from a copy where there is room for it, and at once where there is
  /// not.
  void plan_copy(std::int64_t taken) {
    if (memory_.room(taken) < 2 * bytes_.copy) bytes_.copy = 0;
    if (bytes_.copy > 0) memory_.add_part("copy for checkpoints", bytes_.copy, "exact");
  }

  void time_training(TrainingProbe& probe) {
    progress_.info("timing the first steps");
    base::restart_peak();
    const StepPace pace = probe.time_steps();
    memory_.add_phase("training", base::peak_resident_bytes() + bytes_.best + bytes_.copy);
    report_.time = {.probe_steps = pace.steps,
                    .step_ms = 1e3 * pace.seconds,
                    .samples_per_second = pace.samples_per_second,
                    .data_wait = pace.data_wait,
                    .training = static_cast<double>(steps_left()) *
                                samples_per_step(assembly_.plan, recipe_.data.loader.drop_last) /
                                pace.samples_per_second};
  }

  void time_validation(TrainingProbe& probe) {
    // Meanwhile the training's loader has read ahead.
    const double seconds =
        time_judging(probe, "validation", assembly_.valid,
                     bytes_.best + bytes_.copy + bytes_.training_data, recipe_.data.loader.workers);
    report_.time->validation = seconds * static_cast<double>(report_.steps.validations);
  }

  void time_test(TrainingProbe& probe) {
    report_.splits.push_back(planned_split("test", *assembly_.samples.test, assembly_));
    report_.time->test =
        time_judging(probe, "test", assembly_.test, bytes_.best + bytes_.copy, /*workers=*/1);
  }

  /// Returns the seconds of judging, or 0 if there is no memory for it.
  /// @param around  bytes that are held in a training and not in the probe
  double time_judging(TrainingProbe& probe, const std::string& phase,
                      const std::shared_ptr<const feed::Source>& samples, std::int64_t around,
                      std::int64_t workers) {
    progress_.info(fmt::format("timing the {}", phase));
    const std::int64_t held = base::resident_bytes() + around + bytes_.judging_data;
    const Activations activations = probe.measure_judging(samples, memory_.room(held));
    if (activations.batch_that_fits) {
      memory_.lack(phase, held + activations.bytes,
                   fmt::format("with {} samples at once", recipe_.eval.batch),
                   smaller_batch("eval.batch", *activations.batch_that_fits));
      return 0;
    }
    base::restart_peak();
    const double seconds = probe.time_judging(samples, workers);
    memory_.add_phase(phase, base::peak_resident_bytes() + around);
    return seconds;
  }

  void finish_time() {
    PlannedTime& time = *report_.time;
    const double in_loop = time.training + time.validation;
    time.total = start_seconds_ + in_loop + time.test;
    const double most = assembly_.plan.max_seconds;
    if (most <= 0 || in_loop <= most) return;
    time.max_time = most;
    time.steps_by_max_time =
        report_.steps.steps_done +
        static_cast<std::int64_t>(static_cast<double>(steps_left()) * most / in_loop);
  }

  std::int64_t steps_left() const { return report_.steps.steps - report_.steps.steps_done; }

  const TrainRequest& request_;
  const Recipe& recipe_;
  const Machine& machine_;
  Progress& progress_;
  MemoryAccount memory_;
  TrainCheckReport report_;
  Assembly assembly_;
  TrainingBytes bytes_;
  std::int64_t data_bytes_ = 0;
  double start_seconds_ = 0;
};

}  // namespace

TrainCheckReport plan_training(const TrainRequest& request, const Machine& machine,
                               Progress& progress) {
  tensor::device_of(request.options.device);
  return Planner(request, machine, progress).plan();
}

}  // namespace maas::pipelines

namespace maas {

TrainCheckReport check_training(const TrainRequest& request, Progress& progress) {
  return tensor::at_boundary([&] {
    const pipelines::Machine machine{base::memory_limit(),
                                     base::free_disk_bytes(request.options.output.text)};
    return pipelines::plan_training(request, machine, progress);
  });
}

}  // namespace maas
