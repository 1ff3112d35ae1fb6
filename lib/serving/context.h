#pragma once

#include <atomic>
#include <chrono>

#include "maas/progress.h"
#include "serving/monitoring/monitor.h"
#include "serving/repository/repository.h"
#include "serving/scheduling/scheduler.h"

namespace maas::serving {

/// What the I/O threads share.
struct Context {
  explicit Context(Progress& progress_) : progress(progress_) {}

  Progress& progress;
  scheduling::Scheduler scheduler;
  repository::Repository repository;
  monitoring::Monitor monitor;
  std::chrono::nanoseconds deadline{0};  ///< for a request to wait for the model at most
  std::atomic<bool> is_ready = false;
};

}  // namespace maas::serving
