#include "tuning/tune.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/cores.h"
#include "base/files.h"
#include "maas/error.h"
#include "recipe/resolved.h"
#include "tuning/directory.h"
#include "tuning/halving.h"
#include "tuning/journal.h"
#include "tuning/leaderboard.h"
#include "tuning/plan.h"
#include "tuning/report.h"
#include "tuning/runner.h"

namespace maas::tuning {
namespace {

/// The jobs that the cores have room for.
std::int64_t jobs_within(std::int64_t cores, std::int64_t jobs, Progress& progress) {
  if (jobs > cores) {
    progress.warn(fmt::format("{} jobs on {} core{}: {} run at a time", jobs, cores,
                              cores == 1 ? "" : "s", cores));
  }
  return std::min(jobs, cores);
}

/// Their runs go too: a run that has failed would only say so again.
void forget_failed(Journal& journal, const Directory& directory, Progress& progress) {
  for (const std::int64_t trial : journal.forget_failed()) {
    progress.info(fmt::format("trial {} failed before, and is tried again", trial));
    base::remove_at_once(directory.run(trial));
  }
}

std::string best_yaml(const Plan& plan, const TuneReport& report) {
  const TrialReport& best = report.trials.front();
  const Trial& trial = plan.trials[static_cast<std::size_t>(best.trial)];
  return fmt::format("# Trial {} of a tuning of {} trials: {} {:.4f}.\n{}", best.trial,
                     report.trials.size(), report.metric, *best.value,
                     recipe::resolved_yaml(trial.recipe));
}

void write_results(const Plan& plan, const TuneReport& report, const Directory& directory) {
  const std::string recipe = report.best ? best_yaml(plan, report) : "";
  if (report.best) base::write_file(directory.best(), recipe);
  base::write_file(directory.report(), tuning_report(plan, report, recipe));
}

/// The leaderboard as it stands, with the trials that are still to be trained.
TuneReport foreseen(Plan plan, std::int64_t threads) {
  const Paths paths(plan.options.output.text);
  paths.check_usable(plan);
  const auto before = paths.threads_before(plan);
  set_threads(plan, before.value_or(threads));
  Journal journal(before ? paths.journal() : "");
  if (plan.options.force) journal.drop_failed();
  return leaderboard(plan, journal, paths);
}

}  // namespace

TuneReport tune(const TuneRequest& request, const Catalog& catalog, Progress& progress) {
  Plan plan = make_plan(request.options, request.source, catalog, progress);
  const std::int64_t cores = base::usable_cores();
  plan.options.jobs = jobs_within(cores, plan.options.jobs, progress);
  progress.info(fmt::format("{} trials, {} at a time", plan.trials.size(), plan.options.jobs));
  const std::int64_t threads = cores / plan.options.jobs;
  const bool is_new = !base::exists(Paths(request.options.output.text).journal());
  if (is_new && plan.has_baseline()) request.check_recipe();
  if (request.options.dry_run) return foreseen(std::move(plan), threads);
  const Directory directory(request.options.output.text);
  set_threads(plan, directory.settle(plan, threads));
  Journal journal(directory.journal());
  if (request.options.force) forget_failed(journal, directory, progress);
  Runner runner(plan, directory, journal, request.program, progress);
  run_trials(plan, journal, runner);
  TuneReport report = leaderboard(plan, journal, directory);
  write_results(plan, report, directory);
  return report;
}

}  // namespace maas::tuning
