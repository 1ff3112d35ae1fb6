#pragma once

#include "maas/progress.h"
#include "serving/http/handler.h"
#include "serving/monitoring/monitor.h"
#include "serving/oip/infer_request.h"
#include "serving/repository/repository.h"
#include "serving/scheduling/job.h"

namespace maas::serving::oip {

/// An inference request in the queue, and the exchange that waits for its answer.
class InferJob final : public scheduling::Job {
 public:
  InferJob(scheduling::Place place, const repository::ServedModel& model, InferRequest request,
           http::Exchange& exchange, monitoring::ThreadCounters& counters, Progress& progress);

  void finish() override;

 private:
  void write_response();
  void choose_classes();

  const repository::ServedModel& model_;
  std::optional<std::string> id_;
  std::vector<WantedOutput> wanted_;
  bool wants_binary_;
  http::Exchange& exchange_;
  monitoring::ThreadCounters& counters_;
  Progress& progress_;
};

/// Tells a client that was answered 429 when to come back.
void set_retry_after(http::Response& response, const scheduling::ModelQueue& queue);

}  // namespace maas::serving::oip
