#pragma once

#include <memory>
#include <mutex>

#include "serving/http/handler.h"
#include "serving/scheduling/scheduler.h"

namespace maas::serving::scheduling {

/// Carries jobs between one I/O thread and the model thread, many at a time: however many requests
/// arrive together, each side is woken once.
class Courier final : public Mailbox {
 public:
  Courier(http::Loop& loop, Scheduler& scheduler) : loop_(loop), scheduler_(scheduler) {}

  /// Sends a job that has a place in its queue; its `finish` is called when it is back. The I/O
  /// thread.
  void send(std::unique_ptr<Job> job);

  void deliver(Jobs& done) override;

 private:
  void finish_arrived();

  http::Loop& loop_;
  Scheduler& scheduler_;
  Jobs outgoing_;
  std::mutex mutex_;
  Jobs arrived_;
  Jobs finishing_;
};

}  // namespace maas::serving::scheduling
