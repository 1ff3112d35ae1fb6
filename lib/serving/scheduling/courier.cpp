#include "serving/scheduling/courier.h"

#include <utility>

namespace maas::serving::scheduling {

void Courier::send(std::unique_ptr<Job> job) {
  job->home = this;
  const bool is_first = outgoing_.empty();
  outgoing_.push_back(std::move(job));
  if (is_first) loop_.defer([this] { scheduler_.submit(outgoing_); });
}

void Courier::deliver(Jobs& done) {
  bool is_first = false;
  {
    const std::lock_guard lock(mutex_);
    is_first = arrived_.empty();
    for (auto& job : done) arrived_.push_back(std::move(job));
  }
  done.clear();
  if (is_first) loop_.post([this] { finish_arrived(); });
}

void Courier::finish_arrived() {
  {
    const std::lock_guard lock(mutex_);
    std::swap(arrived_, finishing_);
  }
  for (const auto& job : finishing_) job->finish();
  finishing_.clear();
}

}  // namespace maas::serving::scheduling
