#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "base/budget.h"
#include "inference/engine.h"
#include "maas/error.h"

namespace maas::serving::scheduling {

using Clock = std::chrono::steady_clock;

class ModelQueue;
class Job;
using Jobs = std::vector<std::unique_ptr<Job>>;

/// Takes finished jobs back to where they came from.
class Mailbox {
 public:
  virtual ~Mailbox() = default;
  /// Empties `done`. The model thread, and those that prepare.
  virtual void deliver(Jobs& done) = 0;
};

/// A request's place among those that wait for a model or run; given back with the object.
class Place {
 public:
  explicit Place(ModelQueue& queue);
  Place(Place&& other) noexcept : queue_(std::exchange(other.queue_, nullptr)) {}
  Place& operator=(Place&&) = delete;
  ~Place();

  ModelQueue& queue() const { return *queue_; }

 private:
  ModelQueue* queue_;
};

/// One request on its way through a model: filled on an I/O thread, prepared on a thread for that
/// if there is something to decode, run on the model thread, finished on the I/O thread.
class Job {
 public:
  explicit Job(Place place) : place_(std::move(place)) {}
  virtual ~Job() = default;

  ModelQueue& queue() const { return place_.queue(); }

  /// Answers the request with the outputs or the error. The I/O thread.
  virtual void finish() = 0;

  /// Makes the inputs what the model takes, unless that has been done; what goes wrong becomes the
  /// job's error.
  void prepare();

  /// Fails the job with kBusy if it should have been started by `now`.
  /// @returns whether it has failed
  bool fail_if_late(Clock::time_point now);

  Mailbox* home = nullptr;
  inference::HostTensors inputs;
  inference::Demand demand;
  base::Budget::Lease pixels;  ///< of what may wait to be decoded
  Clock::time_point arrived;
  Clock::time_point deadline = Clock::time_point::max();  ///< to be started by

  inference::HostTensors outputs;
  std::optional<Error> error;

 private:
  Place place_;
  bool is_prepared_ = false;
};

/// Returns what a `catch` block that calls this is handling.
Error current_error();

/// Sends each job home, all of one home together; empties `done`.
void deliver(Jobs& done);

}  // namespace maas::serving::scheduling
