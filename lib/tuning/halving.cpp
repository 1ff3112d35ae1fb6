#include "tuning/halving.h"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

#include "tuning/rungs.h"

namespace maas::tuning {
namespace {

using Numbers = std::vector<std::int64_t>;

std::vector<Job> jobs_of(const Numbers& trials, std::optional<double> pause_at) {
  std::vector<Job> jobs;
  for (const std::int64_t trial : trials) jobs.push_back({trial, pause_at});
  return jobs;
}

/// The best of a rung's trials in the order of their numbers; of equal ones the first.
Numbers best_of(Numbers trials, double pause_at, const Plan& plan, const Journal& journal) {
  const std::size_t most = promoted(trials.size(), static_cast<double>(plan.options.reduction));
  const auto result = [&](std::int64_t trial) { return journal.find({trial, pause_at}); };
  std::erase_if(trials, [&](std::int64_t trial) { return result(trial)->failed(); });
  std::stable_sort(trials.begin(), trials.end(), [&](std::int64_t a, std::int64_t b) {
    return plan.metric.better(*result(a)->value, *result(b)->value);
  });
  const Numbers others(trials.begin() + static_cast<std::ptrdiff_t>(std::min(most, trials.size())),
                       trials.end());
  trials.resize(trials.size() - others.size());
  const bool baseline_is_out = std::find(others.begin(), others.end(), 0) != others.end();
  if (plan.has_baseline() && baseline_is_out) trials.push_back(0);
  std::sort(trials.begin(), trials.end());
  return trials;
}

}  // namespace

void run_trials(const Plan& plan, const Journal& journal, Runner& runner) {
  Numbers trials;
  for (const Trial& trial : plan.trials) trials.push_back(trial.number);
  for (std::size_t i = 0; i < plan.rungs.size(); ++i) {
    runner.run(jobs_of(trials, plan.rungs[i]),
               fmt::format("rung {}/{}", i + 1, plan.rungs.size() + 1));
    trials = best_of(std::move(trials), plan.rungs[i], plan, journal);
  }
  runner.run(jobs_of(trials, std::nullopt),
             plan.rungs.empty() ? "tune" : fmt::format("rung {0}/{0}", plan.rungs.size() + 1));
}

const Result* standing_of(const Trial& trial, const Plan& plan, const Journal& journal) {
  if (const Result* const result = journal.find({trial.number, std::nullopt})) return result;
  for (auto rung = plan.rungs.rbegin(); rung != plan.rungs.rend(); ++rung) {
    if (const Result* const result = journal.find({trial.number, *rung})) return result;
  }
  return nullptr;
}

}  // namespace maas::tuning
