#include "serving/scheduling/batch.h"

#include <utility>

namespace maas::serving::scheduling {
namespace {

void take_answer(Job& job, inference::Answer& answer) {
  if (auto* outputs = std::get_if<inference::HostTensors>(&answer)) {
    job.outputs = std::move(*outputs);
  } else {
    job.error = std::get<Error>(std::move(answer));
  }
}

void run_together(inference::Engine& engine, const Jobs& batch) {
  std::vector<Job*> jobs;
  std::vector<const inference::HostTensors*> requests;
  for (const auto& job : batch) {
    job->prepare();
    if (job->error) continue;
    jobs.push_back(job.get());
    requests.push_back(&job->inputs);
  }
  if (jobs.empty()) return;
  std::vector<inference::Answer> answers = engine.run(requests);
  if (answers.size() != jobs.size()) {
    fail(ErrorCode::kInternal, "the model gave {} answers to {} requests", answers.size(),
         jobs.size());
  }
  for (std::size_t i = 0; i < jobs.size(); ++i) take_answer(*jobs[i], answers[i]);
}

}  // namespace

void run(inference::Engine& engine, Jobs& batch) {
  try {
    run_together(engine, batch);
  } catch (...) {
    const Error error = current_error();
    for (const auto& job : batch) {
      if (!job->error && job->outputs.empty()) job->error = error;
    }
  }
}

}  // namespace maas::serving::scheduling
