#include "pipelines/judge.h"

#include "feed/loader.h"
#include "inference/evaluate.h"

namespace maas::pipelines {

tasks::Findings judge(const inference::Model& model, const tasks::Task& task,
                      std::shared_ptr<const data::Dataset> dataset, std::int64_t batch,
                      Progress& progress) {
  const std::int64_t total = dataset->size();
  feed::Loader loader(task.source(std::move(dataset), tasks::Use::kJudge),
                      {.batch = batch, .workers = 1, .last_batch = (total + batch - 1) / batch});
  const auto forward = [&](const tensor::Batch& samples) { return model.forward(samples); };
  const auto evaluation = inference::evaluate(forward, task, loader, [&](std::int64_t samples) {
    progress.update({.stage = "eval",
                     .done = static_cast<double>(samples),
                     .total = static_cast<double>(total),
                     .unit = "sample"});
    progress.stop_if_asked();
  });
  tasks::Findings findings = evaluation->finish();
  findings.intervals = evaluation->intervals();
  return findings;
}

}  // namespace maas::pipelines
