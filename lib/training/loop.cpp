#include "training/loop.h"

#include <cmath>
#include <span>

#include <ATen/ops/aminmax.h>

#include "base/strings.h"
#include "inference/evaluate.h"
#include "inference/forward.h"
#include "maas/error.h"

namespace maas::training {
namespace {

constexpr double kShowEvery = 0.1;  // seconds
constexpr double kSameRate = 0.01;  // relative difference of rates that are alike

/// Thrown between steps, and between the batches of a validation, when the training is to stop.
struct Stop {
  ErrorCode code;
  std::string_view cause;
};

tensor::NamedTensors copies(const tensor::NamedTensors& tensors) {
  tensor::NamedTensors result;
  for (const auto& [name, tensor] : tensors) result.emplace_back(name, tensor.detach().clone());
  return result;
}

}  // namespace

feed::LoaderOptions loader_options(const Recipe& recipe, const Plan& plan,
                                   std::int64_t first_step) {
  return {.batch = plan.global_batch,
          .micro_batch = plan.micro_batch,
          .workers = recipe.data.loader.workers,
          .drop_last = recipe.data.loader.drop_last,
          .shuffle = static_cast<std::uint64_t>(recipe.seed),
          .first_batch = first_step,
          .last_batch = plan.steps};
}

std::unique_ptr<feed::Feed> feed_of(const LoopParts& parts, const feed::LoaderOptions& options) {
  return parts.task.feed({.train = parts.train,
                          .loader = options,
                          .network = inference::forward_of(parts.network),
                          .twin = [twin = parts.twin] { return inference::forward_of(twin()); }});
}

Loop::Loop(LoopParts parts, Recorder& recorder, Progress& progress)
    : parts_(std::move(parts)),
      recorder_(recorder),
      progress_(progress),
      learner_(parts_.network, parts_.task, parts_.recipe, parts_.plan, parts_.hooks),
      feed_(feed_of(parts_, loader_options(parts_.recipe, parts_.plan, 0))),
      checkpoints_([this](std::int64_t step) { recorder_.saved(step); }) {
  if (!parts_.recipe.checkpoint.best.empty()) best_ = copies(learner_.network_state().moving());
}

Snapshot Loop::snapshot() const {
  Snapshot snapshot{
      .model = learner_.network_state().all(), .optimizer = learner_.state(), .best = best_};
  for (auto& [name, tensor] : feed_->state())
    snapshot.optimizer.emplace_back("feed." + name, tensor);
  return snapshot;
}

void Loop::restore(const std::filesystem::path& checkpoint) {
  Checkpoint loaded = load_checkpoint(checkpoint, snapshot());
  state_ = std::move(loaded.state);
  checkpoints_.continue_from(std::move(loaded.best));
  is_saved_ = true;
  warn_of_a_jump();
}

void Loop::warn_of_a_jump() const {
  if (!state_.lr || state_.step >= parts_.plan.steps) return;
  const double now = learner_.rate(state_.step - 1);
  if (std::abs(now - *state_.lr) <= kSameRate * *state_.lr) return;
  progress_.warn(
      fmt::format("the learning rate was {:.3g} at step {}, and is {:.3g} from step {} on: the "
                  "schedule is not what it was",
                  *state_.lr, state_.step, learner_.rate(state_.step), state_.step + 1));
}

void Loop::run() {
  try {
    run_to_the_end();
  } catch (...) {
    checkpoints_.settle();
    throw;
  }
}

void Loop::run_to_the_end() {
  running_ = {};
  first_step_ = state_.step;
  feed_->start(state_.step);
  try {
    if (state_.validation_due) finish_step();
    while (state_.step < parts_.plan.steps && !state_.stopped_early) {
      stop_if_asked();
      step();
    }
  } catch (const Stop& stop) {
    save();
    throw failure_with_hint(stop.code, "the same command continues",
                            "stopped by {} after step {} of {}; the state is saved", stop.cause,
                            state_.step, parts_.plan.steps);
  }
  save();
}

void Loop::step() {
  const tensor::MicroBatches batches = feed_->next();
  waited_ = feed_->waited();
  after_step(learner_.step(batches, state_.step), tensor::samples_of(batches));
}

void Loop::after_step(const StepResult& result, std::int64_t samples) {
  ++state_.step;
  state_.lr = result.lr;
  samples_seen_ += samples;
  state_.loss_sum += result.losses.front().sum;
  state_.loss_samples += samples;
  for (const PhaseLoss& loss : std::span(result.losses).subspan(1)) {
    state_.phase_sums[loss.phase] += loss.sum;
    state_.phase_samples[loss.phase] += samples;
  }
  is_saved_ = false;
  if (!shown_ || shown_->seconds() > kShowEvery) {
    show(result.losses.front().sum / static_cast<double>(samples));
  }
  if (due(parts_.plan.log_every)) log_training(result.lr);
  state_.validation_due = parts_.valid && due(parts_.plan.eval_every);
  finish_step();
}

/// What follows a step's arithmetic. An interrupted validation begins anew from here.
void Loop::finish_step() {
  if (state_.validation_due) validate();
  make_room_once();
  checkpoints_.poll();
  if (due(parts_.plan.save_every) || progress_.take_save_request()) save_beside();
}

void Loop::log_training(double lr) {
  const double epoch = parts_.plan.epoch_at(state_.step);
  const auto record = [&](const std::string& name, double value) {
    recorder_.record("train", name, value, state_.step, epoch);
  };
  const auto record_loss = [&](const std::string& name, double sum, std::int64_t samples) {
    state_.metrics["train." + name] = sum / static_cast<double>(samples);
    record(name, state_.metrics["train." + name]);
  };
  record_loss("loss", state_.loss_sum, state_.loss_samples);
  for (const auto& [phase, sum] : state_.phase_sums) {
    record_loss("loss_" + phase, sum, state_.phase_samples.at(phase));
  }
  state_.loss_sum = 0;
  state_.loss_samples = 0;
  state_.phase_sums.clear();
  state_.phase_samples.clear();
  for (const auto& [name, value] : feed_->metrics()) record(name, value);
  record("lr", lr);
}

void Loop::validate() {
  const Ema::InPlace averaged(learner_.ema());
  const tasks::Findings findings = judged();
  state_.validation_due = false;
  is_saved_ = false;
  const double epoch = parts_.plan.epoch_at(state_.step);
  std::vector<std::string> shown;
  for (const std::string& name : shown_metrics(parts_.task.metrics())) {
    const double value = findings.metrics.at(name);
    if (std::isfinite(value)) recorder_.record("valid", name, value, state_.step, epoch);
    shown.push_back(fmt::format("{} {:.4f}", name, value));
  }
  followed_ = "valid." + parts_.task.metrics().front().name;
  for (const auto& [name, value] : findings.metrics) {
    watch(name, value);
    state_.metrics.erase("valid." + name);
    if (std::isfinite(value)) state_.metrics["valid." + name] = value;
  }
  progress_.info(fmt::format("epoch {:.1f}: valid {}", epoch, base::join(shown)));
}

/// Runs the network over the validation samples.
/// @throws Stop between two batches
tasks::Findings Loop::judged() {
  parts_.network.eval();
  const std::int64_t total = parts_.valid->size();
  const std::int64_t batch = parts_.recipe.eval.batch;
  feed::Loader loader(parts_.valid, {.batch = batch,
                                     .workers = parts_.recipe.data.loader.workers,
                                     .last_batch = (total + batch - 1) / batch});
  const auto forward = inference::forward_of(parts_.network);
  const auto evaluation =
      inference::evaluate(forward, parts_.task, loader, [&](std::int64_t samples) {
        if (samples == total) return;
        stop_if_asked();
        progress_.update({.stage = "valid",
                          .done = static_cast<double>(samples),
                          .total = static_cast<double>(total),
                          .unit = "sample"});
      });
  return evaluation->finish();
}

void Loop::watch(const std::string& name, double value) {
  const std::string metric = "valid." + name;
  const auto improves = [&](Watched& watched) {
    const bool better = larger_is_better(name) ? value > watched.value : value < watched.value;
    const bool is_best = !std::isnan(value) && (!watched.seen || better);
    if (is_best) watched = {true, value, state_.step};
    return is_best;
  };
  // The moving average is in the weights' place while it is being judged.
  if (metric == parts_.recipe.checkpoint.best && improves(state_.best)) {
    tensor::copy_values(learner_.network_state().moving(), best_);
  }
  const auto& early = parts_.recipe.train.early_stop;
  if (early && metric == early->on && !improves(state_.watch) &&
      state_.step - state_.watch.step >= parts_.plan.patience) {
    state_.stopped_early = true;
  }
}

bool Loop::larger_is_better(const std::string& metric) const {
  const MetricSpec* const spec = find_metric(parts_.task.metrics(), metric);
  return spec == nullptr || spec->larger_is_better;
}

void Loop::require_finite_weights() const {
  for (const auto& [name, weight] : learner_.network_state().moving()) {
    if (!weight.is_floating_point()) continue;
    const auto [least, most] = at::aminmax(weight.detach());  // without temporaries
    if (std::isfinite(least.item<double>()) && std::isfinite(most.item<double>())) continue;
    throw failure_with_hint(ErrorCode::kFailed, kDiverged,
                            "weight '{}' is not finite after step {}", name, state_.step);
  }
}

void Loop::save() {
  if (!is_saved_) {
    prepare_saving();
    checkpoints_.write(recorder_.checkpoint(state_.step), snapshot(), state_);
    is_saved_ = true;
  }
  checkpoints_.await();
}

void Loop::save_beside() {
  prepare_saving();
  checkpoints_.write_beside(recorder_.checkpoint(state_.step), snapshot(), state_);
  is_saved_ = true;
}

void Loop::prepare_saving() {
  checkpoints_.await();
  require_finite_weights();
  state_.metrics_bytes = recorder_.sync();
}

/// Asks for room when a step has shown how much memory the training takes, if it goes on for longer
/// than to its next checkpoint.
void Loop::make_room_once() {
  if (has_room_ || steps_run() == 0) return;
  has_room_ = true;
  const bool saves_on_the_way = state_.step + parts_.plan.save_every <= parts_.plan.steps;
  if (saves_on_the_way) checkpoints_.make_room(snapshot());
}

/// @throws Stop if a signal asks for it, or the time is over
void Loop::stop_if_asked() const {
  const StopRequest request = progress_.stop_requested();
  if (request == StopRequest::kInterrupt) throw Stop{ErrorCode::kInterrupted, "SIGINT"};
  if (request == StopRequest::kTerminate) throw Stop{ErrorCode::kTerminated, "SIGTERM"};
  const bool late = steps_run() > 0 && parts_.plan.max_seconds > 0 &&
                    running_.seconds() >= parts_.plan.max_seconds;
  if (late) throw Stop{ErrorCode::kResumable, "train.max_time"};
}

void Loop::show(double loss) {
  shown_.emplace();
  const Pace now = pace();
  ProgressUpdate update{.stage = "train",
                        .done = static_cast<double>(state_.step),
                        .total = static_cast<double>(parts_.plan.steps),
                        .unit = "step",
                        .rate = now.samples_per_second,
                        .data_wait = now.data_wait,
                        .values = {{"loss", loss}}};
  const auto followed = state_.metrics.find(followed_);
  if (followed != state_.metrics.end()) update.values.push_back(*followed);
  progress_.update(update);
}

Pace Loop::pace() const {
  const double seconds = running_.seconds();
  return {.samples_per_second = static_cast<double>(samples_seen_) / seconds,
          .data_wait = waited_ / seconds};
}

tensor::NamedTensors Loop::result() const {
  if (state_.best.seen) return best_;
  return learner_.ema() ? learner_.ema()->averages() : learner_.network_state().moving();
}

}  // namespace maas::training
