#include "pipelines/judging/judge.h"

#include <algorithm>
#include <cmath>

#include "feed/loader.h"
#include "inference/evaluate.h"
#include "inference/forward.h"

namespace maas::pipelines {
namespace {

/// Whether samples are too few to tell an interval.
bool is_endless(const std::pair<const std::string, std::vector<double>>& interval) {
  return !std::ranges::all_of(interval.second, [](double end) { return std::isfinite(end); });
}

}  // namespace

tasks::Findings judge(const inference::Model& model, const tasks::Task& task,
                      std::shared_ptr<const feed::Source> samples, std::int64_t batch,
                      Progress& progress) {
  const std::int64_t total = samples->size();
  feed::Loader loader(std::move(samples),
                      {.batch = batch, .workers = 1, .last_batch = (total + batch - 1) / batch});
  const auto forward = inference::forward_of(model.network);
  const auto evaluation = inference::evaluate(forward, task, loader, [&](std::int64_t done) {
    progress.update({.stage = "eval",
                     .done = static_cast<double>(done),
                     .total = static_cast<double>(total),
                     .unit = "sample"});
    progress.stop_if_asked();
  });
  tasks::Findings findings = evaluation->finish();
  findings.intervals = evaluation->intervals();
  std::erase_if(findings.intervals, is_endless);
  return findings;
}

}  // namespace maas::pipelines
