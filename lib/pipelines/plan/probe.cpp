#include "pipelines/plan/probe.h"

#include <algorithm>
#include <cmath>

#include "base/clock.h"
#include "inference/evaluate.h"
#include "inference/forward.h"
#include "tensor/memory_meter.h"

namespace maas::pipelines {
namespace {

constexpr double kWarmupSeconds = 3;     ///< after which slow steps are no longer awaited
constexpr double kStepSeconds = 2;       ///< that are timed at the least
constexpr std::int64_t kLeastSteps = 3;  ///< that are timed, whatever they take
constexpr double kJudgeSeconds = 0.5;
constexpr std::int64_t kLeastBatches = 2;

/// What a batch size came to.
struct Point {
  std::int64_t batch = 0;
  std::int64_t bytes = 0;
};

/// The line through the last two points; through zero if there is only one.
class Line {
 public:
  explicit Line(const std::vector<Point>& points) {
    if (points.empty()) return;
    const Point first = points.size() > 1 ? points[points.size() - 2] : Point{};
    const Point last = points.back();
    slope_ = static_cast<double>(last.bytes - first.bytes) /
             static_cast<double>(last.batch - first.batch);
    start_ = static_cast<double>(last.bytes) - slope_ * static_cast<double>(last.batch);
  }

  std::int64_t at(std::int64_t batch) const {
    return std::llround(start_ + slope_ * static_cast<double>(batch));
  }
  /// The largest batch that so many bytes suffice for.
  std::int64_t reaching(std::int64_t bytes) const {
    const double batch = slope_ > 0 ? (static_cast<double>(bytes) - start_) / slope_ : 0;
    return std::max<std::int64_t>(0, static_cast<std::int64_t>(batch));
  }

 private:
  double start_ = 0;
  double slope_ = 0;
};

Activations activations_of(const Line& line, std::int64_t wanted, std::int64_t measured,
                           std::int64_t room) {
  Activations result{.bytes = line.at(wanted), .is_measured = measured == wanted};
  if (result.bytes > room) result.batch_that_fits = line.reaching(room);
  return result;
}

}  // namespace

TrainingProbe::TrainingProbe(const Recipe& recipe, const Assembly& assembly,
                             const TrainingBytes& bytes, Progress& progress)
    : recipe_(recipe),
      assembly_(assembly),
      bytes_(bytes),
      progress_(progress),
      learner_(*assembly.network, *assembly.task, recipe, assembly.plan, {}) {}

Activations TrainingProbe::measure_training(std::int64_t room) {
  const std::int64_t batch = std::min(assembly_.plan.global_batch, assembly_.train->size());
  const std::int64_t wanted = std::min(assembly_.plan.micro_batch, batch);
  std::vector<Point> points;
  for (std::int64_t size = 1;; size = std::min(2 * size, wanted)) {
    progress_.stop_if_asked();
    if (Line(points).at(size) > room) break;
    points.push_back({size, peak_of_step(batch, size)});
    if (size == wanted) break;
  }
  return activations_of(Line(points), wanted, points.back().batch, room);
}

/// Where gradients are accumulated, the second micro-batch meets those of the first.
std::int64_t TrainingProbe::peak_of_step(std::int64_t batch, std::int64_t micro_batch) {
  feed::LoaderOptions options = training::loader_options(recipe_, assembly_.plan, 0);
  const bool accumulates = assembly_.plan.micro_batch < batch;
  options.batch = accumulates ? std::min(2 * micro_batch, batch) : micro_batch;
  options.micro_batch = micro_batch;
  options.workers = 0;
  const tensor::MicroBatches batches = feed_from_start(options)->next();
  learner_.drop_gradients();
  const tensor::MemoryMeter meter;
  learner_.compute_gradients(batches, 0);
  return std::max<std::int64_t>(0, meter.peak() - bytes_.gradients);
}

std::unique_ptr<feed::Feed> TrainingProbe::feed_from_start(
    const feed::LoaderOptions& options) const {
  auto feed = training::feed_of(assembly_.loop_parts(recipe_), options);
  feed->start(0);
  return feed;
}

StepPace TrainingProbe::time_steps() {
  const training::Plan& plan = assembly_.plan;
  const auto feed = feed_from_start(training::loader_options(recipe_, plan, 0));
  std::int64_t step = 0;
  const auto run_step = [&] {
    progress_.stop_if_asked();
    const tensor::MicroBatches batches = feed->next();
    learner_.step(batches, step++);
    return tensor::samples_of(batches);
  };
  // What was read ahead hides how fast the loader is.
  const std::int64_t warmups = std::min(feed->ahead() + 2, plan.steps / 2);
  const base::Stopwatch warmup;
  while (step < warmups && warmup.seconds() < kWarmupSeconds) run_step();
  const base::Stopwatch timed;
  const double waited = feed->waited();
  std::int64_t samples = 0;
  StepPace pace;
  while (step < plan.steps && (pace.steps < kLeastSteps || timed.seconds() < kStepSeconds)) {
    samples += run_step();
    ++pace.steps;
  }
  const double seconds = timed.seconds();
  pace.seconds = seconds / static_cast<double>(pace.steps);
  pace.samples_per_second = static_cast<double>(samples) / seconds;
  pace.data_wait = (feed->waited() - waited) / seconds;
  return pace;
}

Activations TrainingProbe::measure_judging(std::shared_ptr<const feed::Source> samples,
                                           std::int64_t room) {
  const std::int64_t wanted = std::min(recipe_.eval.batch, samples->size());
  const std::int64_t size = std::min(assembly_.plan.micro_batch, wanted);
  std::int64_t peak = 0;
  {
    const tensor::MemoryMeter meter;
    judge(std::move(samples), /*workers=*/0, size, /*batches=*/1);
    peak = meter.peak();
  }
  return activations_of(Line({{size, peak}}), wanted, size, room);
}

double TrainingProbe::time_judging(std::shared_ptr<const feed::Source> samples,
                                   std::int64_t workers) {
  const std::int64_t size = samples->size();
  const std::int64_t batch = std::min(recipe_.eval.batch, size);
  const std::int64_t all = (size + batch - 1) / batch;
  const double first = judge(samples, workers, batch, 1);
  const auto wanted = static_cast<std::int64_t>(kJudgeSeconds / first);
  const std::int64_t batches = std::clamp(wanted, std::min(kLeastBatches, all), all);
  const double seconds = judge(std::move(samples), workers, batch, batches);
  return seconds * static_cast<double>(size) / static_cast<double>(std::min(size, batches * batch));
}

/// Returns the seconds that some batches take.
double TrainingProbe::judge(std::shared_ptr<const feed::Source> samples, std::int64_t workers,
                            std::int64_t batch, std::int64_t batches) {
  const base::Stopwatch watch;
  assembly_.network->eval();
  feed::Loader loader(std::move(samples),
                      {.batch = batch, .workers = workers, .last_batch = batches});
  inference::evaluate(inference::forward_of(assembly_.network), *assembly_.task, loader,
                      [this](std::int64_t) { progress_.stop_if_asked(); });
  return watch.seconds();
}

}  // namespace maas::pipelines
