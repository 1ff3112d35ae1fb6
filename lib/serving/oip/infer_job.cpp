#include "serving/oip/infer_job.h"

#include <algorithm>
#include <string>
#include <utility>

#include "serving/failures.h"
#include "serving/oip/classification.h"
#include "serving/oip/infer_response.h"

namespace maas::serving::oip {

InferJob::InferJob(scheduling::Place place, const repository::ServedModel& model,
                   InferRequest request, http::Exchange& exchange,
                   monitoring::ThreadCounters& counters, Progress& progress)
    : Job(std::move(place)),
      model_(model),
      id_(std::move(request.id)),
      wanted_(std::move(request.outputs)),
      wants_binary_(request.wants_binary),
      exchange_(exchange),
      counters_(counters),
      progress_(progress) {
  inputs = std::move(request.inputs);
}

void InferJob::finish() {
  http::Response& response = exchange_.response;
  try {
    write_response();
  } catch (...) {
    write_current_failure(response, progress_);
    set_retry_after(response, queue());
  }
  const bool succeeded = response.status == 200;
  const auto elapsed = std::chrono::nanoseconds(scheduling::Clock::now() - arrived);
  monitoring::DurationHistogram& duration = counters_.requests[model_.index].duration;
  if (succeeded) duration.observe(static_cast<std::uint64_t>(elapsed.count()));
  counters_.requests[model_.index].statuses.add(response.status);
  counters_.answers.add(response.status);
  exchange_.complete();
}

void InferJob::write_response() {
  if (error) throw *error;
  http::Response& response = exchange_.response;
  choose_classes();
  const std::size_t json_size =
      write_answer({.model = model_.name, .version = model_.version, .id = id_}, outputs, wanted_,
                   wants_binary_, response.body);
  if (json_size == response.body.size()) return;
  response.content_type = "application/octet-stream";
  response.fields.emplace_back(http::kJsonLengthField, std::to_string(json_size));
}

/// Replaces outputs of which classes are asked for by these.
void InferJob::choose_classes() {
  for (const WantedOutput& wanted : wanted_) {
    const auto output = std::ranges::find(outputs, wanted.name, &inference::HostTensor::name);
    if (wanted.classes == 0 || output == outputs.end()) continue;
    *output = top_classes(*output, wanted.classes, queue().engine().labels(wanted.name));
  }
}

void set_retry_after(http::Response& response, const scheduling::ModelQueue& queue) {
  if (response.status != 429) return;
  response.fields.emplace_back("Retry-After", std::to_string(queue.retry_after()));
}

}  // namespace maas::serving::oip
