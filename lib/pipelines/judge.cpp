#include "pipelines/judge.h"

#include "feed/loader.h"
#include "inference/evaluate.h"
#include "pipelines/samples.h"

namespace maas::pipelines {

tasks::Findings judge(const inference::Model& model, const tasks::Task& task,
                      std::shared_ptr<const data::Dataset> dataset, std::int64_t batch,
                      Progress& progress) {
  require_same_classes("the samples", dataset->classes(), "the model", model.description.labels);
  const std::int64_t total = dataset->size();
  feed::Loader loader(std::move(dataset), model.pipeline(),
                      {.batch = batch, .workers = 1, .last_batch = (total + batch - 1) / batch});
  return inference::evaluate([&](const at::Tensor& images) { return model.forward(images); }, task,
                             loader,
                             [&](std::int64_t samples) {
                               progress.update({.stage = "eval",
                                                .done = static_cast<double>(samples),
                                                .total = static_cast<double>(total),
                                                .unit = "sample"});
                               progress.stop_if_asked();
                             });
}

}  // namespace maas::pipelines
