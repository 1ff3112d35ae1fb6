#pragma once

#include <chrono>

#include "base/budget.h"
#include "maas/progress.h"
#include "serving/monitoring/monitor.h"
#include "serving/readiness.h"
#include "serving/repository/repository.h"
#include "serving/scheduling/scheduler.h"

namespace maas::serving {

/// What every request may hold uncounted, so that large ones do not shut out small ones.
inline constexpr std::size_t kRequestAllowance = std::size_t{64} << 10;

/// What the threads of a server share.
struct Context {
  Context(Progress& progress_, std::size_t memory_bytes, std::size_t request_bytes)
      : progress(progress_), memory(memory_bytes, request_bytes, kRequestAllowance) {}

  Progress& progress;
  Readiness readiness;
  base::Budget memory;  ///< of all requests; the share is one request's
  monitoring::Monitor monitor;
  std::chrono::nanoseconds deadline{0};  ///< for a request to wait for the model at most

  // Read only once the models are loaded.
  scheduling::Scheduler scheduler;
  repository::Repository repository;
};

}  // namespace maas::serving
