#include "recipe/plan.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "maas/error.h"

namespace maas::recipe {
namespace {

constexpr std::int64_t kLargestMicroBatch = 4096;
constexpr double kMostSteps = 1e15;

/// Whole steps of a span, at least one.
std::int64_t steps_of(const std::string& key, const Span& span, std::int64_t steps_per_epoch) {
  if (span.unit == Span::Unit::kToken) {
    fail(ErrorCode::kInvalidRecipe, "{}: no length is counted in tokens yet; write steps or epochs",
         key);
  }
  const double steps = in_steps(span, steps_per_epoch);
  if (!(steps <= kMostSteps)) {
    fail(ErrorCode::kInvalidRecipe, "{}: {:g} steps are more than the {:g} that are counted", key,
         steps, kMostSteps);
  }
  return std::max<std::int64_t>(1, std::llround(steps));
}

}  // namespace

Plan plan_of(const Recipe& recipe, std::int64_t samples) {
  const LoaderBlock& loader = recipe.data.loader;
  Plan plan{.samples = samples, .global_batch = loader.global_batch};
  if (recipe.optim.optimizer.name == "gd") plan.global_batch = samples;
  plan.micro_batch =
      std::min(plan.global_batch,
               loader.micro_batch.value_or(std::max(kLargestMicroBatch, loader.global_batch)));
  plan.steps_per_epoch = loader.drop_last ? samples / plan.global_batch
                                          : (samples + plan.global_batch - 1) / plan.global_batch;
  if (plan.steps_per_epoch == 0) {
    fail(ErrorCode::kInvalidRecipe, "{} training samples do not fill a batch of {}", samples,
         plan.global_batch);
  }
  const auto steps = [&](const char* key, const Span& span) {
    return steps_of(key, span, plan.steps_per_epoch);
  };
  plan.steps = steps("train.until", recipe.train.until);
  plan.eval_every = steps("eval.every", recipe.eval.every);
  plan.save_every = steps("checkpoint.every", recipe.checkpoint.every);
  plan.log_every = steps("log.every", recipe.log.every);
  if (recipe.schedule.warmup.amount > 0) {
    plan.warmup = steps("schedule.warmup", recipe.schedule.warmup);
  }
  if (plan.warmup >= plan.steps) {
    fail(ErrorCode::kInvalidRecipe,
         "schedule.warmup of {} steps is not shorter than the {} of train.until", plan.warmup,
         plan.steps);
  }
  if (recipe.train.early_stop) {
    plan.patience = steps("train.early_stop.patience", recipe.train.early_stop->patience);
  }
  if (recipe.train.max_time) plan.max_seconds = recipe.train.max_time->seconds;
  return plan;
}

double in_steps(const Span& span, std::int64_t steps_per_epoch) {
  return span.unit == Span::Unit::kEpoch ? span.amount * static_cast<double>(steps_per_epoch)
                                         : span.amount;
}

}  // namespace maas::recipe
