#include "serving/scheduling/batch.h"

#include <algorithm>
#include <exception>
#include <new>
#include <utility>

namespace maas::serving::scheduling {
namespace {

Error current_error() {
  try {
    throw;
  } catch (const Error& error) {
    return error;
  } catch (const std::bad_alloc&) {
    return {ErrorCode::kOutOfMemory, "memory ran out"};
  } catch (const std::exception& error) {
    return {ErrorCode::kInternal, error.what()};
  }
}

void run_together(inference::Engine& engine, std::span<const std::unique_ptr<Job>> jobs) {
  std::vector<const inference::HostTensors*> requests;
  requests.reserve(jobs.size());
  for (const auto& job : jobs) requests.push_back(&job->inputs);
  std::vector<inference::HostTensors> answers = engine.run(requests);
  if (answers.size() != jobs.size()) {
    fail(ErrorCode::kInternal, "the model gave {} answers to {} requests", answers.size(),
         jobs.size());
  }
  for (std::size_t i = 0; i < jobs.size(); ++i) jobs[i]->outputs = std::move(answers[i]);
}

}  // namespace

void run(inference::Engine& engine, Jobs& batch) {
  try {
    return run_together(engine, batch);
  } catch (...) {
    if (batch.size() == 1) {
      batch.front()->error = current_error();
      return;
    }
  }
  for (auto& job : batch) {
    try {
      run_together(engine, {&job, 1});
    } catch (...) {
      job->error = current_error();
    }
  }
}

void deliver(Jobs& done) {
  std::ranges::stable_sort(done, {}, [](const auto& job) { return job->home; });
  while (!done.empty()) {
    const auto other = std::ranges::find_if(
        done, [&](const auto& job) { return job->home != done.front()->home; });
    Jobs parcel(std::move_iterator(done.begin()), std::move_iterator(other));
    done.erase(done.begin(), other);
    parcel.front()->home->deliver(parcel);
  }
}

}  // namespace maas::serving::scheduling
