#include "training/loop.h"

#include <cmath>

#include <ATen/core/grad_mode.h>
#include <ATen/ops/isfinite.h>
#include <ATen/ops/scalar_tensor.h>

#include "base/hashing.h"
#include "base/strings.h"
#include "inference/evaluate.h"
#include "maas/catalog.h"
#include "maas/error.h"
#include "tensor/runtime.h"
#include "training/autocast.h"
#include "training/checkpoint.h"
#include "training/clip.h"
#include "training/optimizers/registry.h"

namespace maas::training {
namespace {

using Clock = std::chrono::steady_clock;
constexpr std::chrono::milliseconds kShowEvery(100);
constexpr const char* kEmaPrefix = "ema.";
constexpr const char* kDiverged =
    "lower optim.lr, set optim.clip_norm or look at the data; the last checkpoint is kept";

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

std::unique_ptr<optimizers::Optimizer> make_optimizer(const OptimBlock& block,
                                                      const tensor::NamedTensors& weights) {
  Component component = block.optimizer;
  look_up(catalog(), Registry::kOptimizer, component);
  optimizers::Parameters parameters;
  for (const auto& [name, tensor] : weights) {
    parameters.names.push_back(name);
    parameters.tensors.push_back(tensor);
  }
  return optimizers::factories().make(component, parameters);
}

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

Loop::Loop(LoopParts parts, Recorder& recorder, Progress& progress)
    : parts_(std::move(parts)), recorder_(recorder), progress_(progress) {
  for (const auto& parameter : parts_.network.named_parameters()) {
    weights_.emplace_back(parameter.key(), parameter.value());
    parameters_.push_back(parameter.value());
  }
  optimizer_ = make_optimizer(parts_.recipe.optim, weights_);
  schedule_ = schedule_of(parts_.recipe.schedule, parts_.plan);
  if (parts_.recipe.train.ema) ema_.emplace(weights_, *parts_.recipe.train.ema);
  if (!parts_.recipe.checkpoint.best.empty()) best_ = copies(weights_);
}

Snapshot Loop::snapshot() const {
  Snapshot snapshot{.model = weights_, .optimizer = optimizer_->state(), .best = best_};
  if (ema_) {
    for (const auto& [name, tensor] : ema_->averages()) {
      snapshot.optimizer.emplace_back(kEmaPrefix + name, tensor);
    }
  }
  return snapshot;
}

void Loop::restore(const std::filesystem::path& checkpoint) {
  state_ = load_checkpoint(checkpoint, snapshot());
  is_saved_ = true;
}

void Loop::run() {
  start_ = Clock::now();
  first_step_ = state_.step;
  data::Loader loader(parts_.train, parts_.train_pipeline,
                      {.batch = parts_.plan.global_batch,
                       .workers = parts_.recipe.data.loader.workers,
                       .drop_last = parts_.recipe.data.loader.drop_last,
                       .shuffle = static_cast<std::uint64_t>(parts_.recipe.seed),
                       .first_batch = state_.step,
                       .last_batch = parts_.plan.steps});
  try {
    if (state_.validation_due) finish_step();
    while (state_.step < parts_.plan.steps && !state_.stopped_early) {
      stop_if_asked();
      step(loader);
    }
  } catch (const Stop& stop) {
    if (!is_saved_) save();
    throw failure_with_hint(stop.code, "the same command continues",
                            "stopped by {} after step {} of {}; the state is saved", stop.cause,
                            state_.step, parts_.plan.steps);
  }
  if (!is_saved_) save();
}

void Loop::step(data::Loader& loader) {
  const transforms::Batch batch = loader.next();
  waited_ = loader.waited();
  // Dropout's numbers are a function of the step, as everything else is.
  tensor::seed_everything(base::mix(base::mix(static_cast<std::uint64_t>(parts_.recipe.seed)) +
                                    static_cast<std::uint64_t>(state_.step)));
  parts_.network.train();
  for (at::Tensor& parameter : parameters_) parameter.mutable_grad().reset();
  const double loss_sum = accumulate(batch);
  if (!std::isfinite(loss_sum)) {
    throw failure_with_hint(ErrorCode::kFailed, kDiverged,
                            "the loss is {} at step {} (epoch {:.2f})", loss_sum, state_.step + 1,
                            parts_.plan.epoch_at(state_.step));
  }
  const at::NoGradGuard no_grad;
  if (parts_.recipe.optim.clip_norm) {
    std::vector<at::Tensor> gradients;
    for (const at::Tensor& parameter : parameters_) gradients.push_back(parameter.grad());
    clip_norm(gradients, *parts_.recipe.optim.clip_norm);
  }
  const double lr = optimizer_->base_lr() * schedule_(state_.step);
  optimizer_->step(lr);
  for (const auto& hook : parts_.hooks) hook->after_step();
  if (ema_) ema_->update();
  after_step(loss_sum, batch.size(), lr);
}

double Loop::accumulate(const transforms::Batch& batch) {
  const auto forward = [this](const at::Tensor& inputs) { return parts_.network.forward(inputs); };
  const auto total = static_cast<double>(batch.size());
  double loss_sum = 0;
  for (std::int64_t at = 0; at < batch.size(); at += parts_.plan.micro_batch) {
    const std::int64_t count = std::min(parts_.plan.micro_batch, batch.size() - at);
    const transforms::Batch micro{.inputs = batch.inputs.narrow(0, at, count),
                                  .targets = batch.targets.narrow(0, at, count)};
    at::Tensor loss;
    {
      const Bf16Autocast autocast(parts_.recipe.train.precision == "bf16-mixed");
      loss = parts_.task.step(forward, micro).loss;
    }
    loss_sum += loss.item<double>();
    // The mean over the whole batch, however it was divided.
    loss.backward(at::scalar_tensor(1 / total, loss.options()));
  }
  return loss_sum;
}

void Loop::after_step(double loss_sum, std::int64_t samples, double lr) {
  ++state_.step;
  samples_seen_ += samples;
  state_.loss_sum += loss_sum;
  state_.loss_samples += samples;
  is_saved_ = false;
  if (seconds_since(shown_) > std::chrono::duration<double>(kShowEvery).count()) {
    show(loss_sum / static_cast<double>(samples));
  }
  if (due(parts_.plan.log_every)) log_training(lr);
  state_.validation_due = parts_.valid && due(parts_.plan.eval_every);
  finish_step();
}

/// What follows a step's arithmetic. An interrupted validation begins anew from here.
void Loop::finish_step() {
  if (state_.validation_due) validate();
  if (due(parts_.plan.save_every) || progress_.take_save_request()) save();
}

void Loop::log_training(double lr) {
  const double epoch = parts_.plan.epoch_at(state_.step);
  const double loss = state_.loss_sum / static_cast<double>(state_.loss_samples);
  state_.metrics["train.loss"] = loss;
  state_.loss_sum = 0;
  state_.loss_samples = 0;
  recorder_.record("train", "loss", loss, state_.step, epoch);
  recorder_.record("train", "lr", lr, state_.step, epoch);
}

void Loop::validate() {
  const Ema::InPlace averaged(ema_ ? &*ema_ : nullptr);
  const tasks::Findings findings = judged();
  state_.validation_due = false;
  is_saved_ = false;
  const double epoch = parts_.plan.epoch_at(state_.step);
  std::vector<std::string> shown;
  for (const std::string& name : findings.headline) {
    const double value = findings.metrics.at(name);
    if (std::isfinite(value)) recorder_.record("valid", name, value, state_.step, epoch);
    shown.push_back(fmt::format("{} {:.4f}", name, value));
  }
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
  data::Loader loader(parts_.valid, parts_.eval_pipeline,
                      {.batch = batch,
                       .workers = parts_.recipe.data.loader.workers,
                       .last_batch = (total + batch - 1) / batch});
  return inference::evaluate(
      [this](const at::Tensor& inputs) { return parts_.network.forward(inputs); }, parts_.task,
      loader,
      [&](std::int64_t samples) {
        if (samples == total) return;
        stop_if_asked();
        progress_.update({.stage = "valid",
                          .done = static_cast<double>(samples),
                          .total = static_cast<double>(total),
                          .unit = "sample"});
      });
}

void Loop::watch(const std::string& name, double value) {
  const std::string metric = "valid." + name;
  const auto improves = [&](Watched& watched) {
    const bool better =
        parts_.task.larger_is_better(name) ? value > watched.value : value < watched.value;
    const bool is_best = !std::isnan(value) && (!watched.seen || better);
    if (is_best) watched = {true, value, state_.step};
    return is_best;
  };
  // The moving average is in the weights' place while it is being judged.
  if (metric == parts_.recipe.checkpoint.best && improves(state_.best)) {
    tensor::copy_values(weights_, best_);
  }
  const auto& early = parts_.recipe.train.early_stop;
  if (early && metric == early->on && !improves(state_.watch) &&
      state_.step - state_.watch.step >= parts_.plan.patience) {
    state_.stopped_early = true;
  }
}

void Loop::require_finite_weights() const {
  for (const auto& [name, weight] : weights_) {
    if (at::isfinite(weight).all().item<bool>()) continue;
    throw failure_with_hint(ErrorCode::kFailed, kDiverged,
                            "weight '{}' is not finite after step {}", name, state_.step);
  }
}

void Loop::save() {
  require_finite_weights();
  state_.metrics_bytes = recorder_.position();
  save_checkpoint(recorder_.checkpoint(state_.step), snapshot(), state_);
  is_saved_ = true;
  recorder_.saved(state_.step);
}

/// @throws Stop if a signal asks for it, or the time is over
void Loop::stop_if_asked() const {
  const StopRequest request = progress_.stop_requested();
  if (request == StopRequest::kInterrupt) throw Stop{ErrorCode::kInterrupted, "SIGINT"};
  if (request == StopRequest::kTerminate) throw Stop{ErrorCode::kTerminated, "SIGTERM"};
  const bool late = steps_run() > 0 && parts_.plan.max_seconds > 0 &&
                    seconds_since(start_) >= parts_.plan.max_seconds;
  if (late) throw Stop{ErrorCode::kResumable, "train.max_time"};
}

void Loop::show(double loss) {
  shown_ = Clock::now();
  const Pace now = pace();
  progress_.update({.stage = "train",
                    .done = static_cast<double>(state_.step),
                    .total = static_cast<double>(parts_.plan.steps),
                    .unit = "step",
                    .rate = now.samples_per_second,
                    .data_wait = now.data_wait,
                    .values = {{"loss", loss}}});
}

Pace Loop::pace() const {
  const double seconds = seconds_since(start_);
  return {.samples_per_second = static_cast<double>(samples_seen_) / seconds,
          .data_wait = waited_ / seconds};
}

tensor::NamedTensors Loop::result() const {
  if (state_.best.seen) return best_;
  return ema_ ? ema_->averages() : weights_;
}

}  // namespace maas::training
