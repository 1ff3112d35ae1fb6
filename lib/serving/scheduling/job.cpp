#include "serving/scheduling/job.h"

#include <algorithm>
#include <exception>
#include <iterator>
#include <new>

#include "serving/scheduling/model_queue.h"

namespace maas::serving::scheduling {

void Job::prepare() {
  if (is_prepared_) return;
  try {
    inputs = queue().engine().prepare(std::move(inputs));
    is_prepared_ = true;
  } catch (...) {
    error = current_error();
    inputs.clear();
  }
}

bool Job::fail_if_late(Clock::time_point now) {
  if (deadline > now) return false;
  error.emplace(ErrorCode::kBusy, "the request's deadline passed in the queue");
  return true;
}

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

void deliver(Jobs& done) {
  std::ranges::stable_sort(done, {}, [](const auto& job) { return job->home; });
  for (auto first = done.begin(); first != done.end();) {
    Mailbox& home = *(*first)->home;
    const auto other =
        std::find_if(first, done.end(), [&](const auto& job) { return job->home != &home; });
    Jobs parcel(std::make_move_iterator(first), std::make_move_iterator(other));
    home.deliver(parcel);
    first = other;
  }
  done.clear();
}

}  // namespace maas::serving::scheduling
