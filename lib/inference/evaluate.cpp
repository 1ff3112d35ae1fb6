#include "inference/evaluate.h"

#include <c10/core/InferenceMode.h>

namespace maas::inference {

std::unique_ptr<tasks::Evaluation> evaluate(const tasks::Forward& forward, const tasks::Task& task,
                                            feed::Loader& loader, const OnBatch& on_batch) {
  const c10::InferenceMode inference;
  auto evaluation = task.evaluation();
  std::int64_t samples = 0;
  for (auto batches = loader.next(); !batches.empty(); batches = loader.next()) {
    for (const tensor::Batch& batch : batches) {
      evaluation->add(task.run(forward, batch), batch);
      samples += batch.samples;
    }
    if (on_batch) on_batch(samples);
  }
  return evaluation;
}

}  // namespace maas::inference
