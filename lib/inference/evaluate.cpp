#include "inference/evaluate.h"

#include <c10/core/InferenceMode.h>

namespace maas::inference {

std::unique_ptr<tasks::Evaluation> evaluate(const tasks::Forward& forward, const tasks::Task& task,
                                            feed::Loader& loader, const OnBatch& on_batch) {
  const c10::InferenceMode inference;
  auto evaluation = task.evaluation();
  std::int64_t samples = 0;
  for (auto batch = loader.next(); batch.size() > 0; batch = loader.next()) {
    evaluation->add(forward(batch.inputs), batch);
    samples += batch.size();
    if (on_batch) on_batch(samples);
  }
  return evaluation;
}

}  // namespace maas::inference
