#include <string>
#include <string_view>

#include "serving/json/writer.h"
#include "serving/oip/metadata.h"

namespace maas::serving::oip {
namespace {

using repository::ServedModel;

/// How often something happened and how long it took in all.
struct Tally {
  std::uint64_t count = 0;
  std::uint64_t nanoseconds = 0;
};

template <class Histogram>
Tally tally_of(const Histogram& histogram) {
  Tally tally{.nanoseconds = histogram.sum()};
  for (const auto& bucket : histogram.buckets()) tally.count += bucket.value();
  return tally;
}

Tally& operator+=(Tally& sum, const Tally& tally) {
  sum.count += tally.count;
  sum.nanoseconds += tally.nanoseconds;
  return sum;
}

void write_tally(std::string_view key, const Tally& tally, json::Writer& writer) {
  writer.key(key).begin_object();
  writer.key("count").integer(static_cast<std::int64_t>(tally.count));
  writer.key("ns").integer(static_cast<std::int64_t>(tally.nanoseconds)).end_object();
}

void write_model_statistics(const ServedModel& model, const monitoring::Monitor& monitor,
                            json::Writer& writer) {
  Tally success;
  Tally failure;
  for (const auto& thread : monitor.threads()) {
    const monitoring::RequestCounters& counters = thread.requests[model.index];
    success += tally_of(counters.duration);
    failure += {.count = counters.statuses.failures()};
  }
  const monitoring::ComputeCounters& compute = model.queue.counters();
  writer.begin_object().key("name").text(model.name).key("version").text(model.version);
  writer.key("inference_count").integer(static_cast<std::int64_t>(compute.samples.value()));
  writer.key("execution_count").integer(static_cast<std::int64_t>(compute.batches.value()));
  writer.key("inference_stats").begin_object();
  write_tally("success", success, writer);
  write_tally("fail", failure, writer);
  write_tally("queue", tally_of(compute.queue), writer);
  write_tally("compute_input", {}, writer);
  write_tally("compute_infer", tally_of(compute.compute), writer);
  write_tally("compute_output", {}, writer);
  writer.end_object().end_object();
}

}  // namespace

void write_statistics(const repository::Repository& repository, const monitoring::Monitor& monitor,
                      std::string_view name, std::string_view version, std::string& body) {
  if (!name.empty()) repository.find(name, version);
  json::Writer writer(body);
  writer.begin_object().key("model_stats").begin_array();
  for (const ServedModel& model : repository.models()) {
    const bool is_asked =
        (name.empty() || model.name == name) && (version.empty() || model.version == version);
    if (is_asked) write_model_statistics(model, monitor, writer);
  }
  writer.end_array().end_object();
}

}  // namespace maas::serving::oip
