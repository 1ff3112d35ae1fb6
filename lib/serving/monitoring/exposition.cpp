#include "serving/monitoring/exposition.h"

#include <iterator>
#include <vector>

#include <fmt/format.h>

namespace maas::serving::monitoring {
namespace {

constexpr double kSecond = 1e9;  // in nanoseconds

/// A label's value with what the format reserves escaped.
std::string escaped(const std::string& text) {
  std::string result;
  for (const char c : text) {
    if (c == '\\' || c == '"') result += '\\';
    if (c == '\n') {
      result += "\\n";
    } else {
      result += c;
    }
  }
  return result;
}

std::string labels_of(const repository::ServedModel& model) {
  return fmt::format("model=\"{}\",version=\"{}\"", escaped(model.name), escaped(model.version));
}

/// Writes families one after the other: a head, then its samples.
class Page {
 public:
  explicit Page(const repository::Repository& repository) : repository_(repository) {}

  void head(std::string_view name, std::string_view type, std::string_view help) {
    name_ = name;
    fmt::format_to(out(), "# HELP {0} {2}\n# TYPE {0} {1}\n", name, type, help);
  }

  template <class Value>
  void sample(std::string_view labels, Value value, std::string_view suffix = "") {
    fmt::format_to(out(), "{}{}{{{}}} {}\n", name_, suffix, labels, value);
  }

  /// Writes a family of one sample without labels.
  template <class Value>
  void single(std::string_view name, std::string_view type, std::string_view help, Value value) {
    head(name, type, help);
    fmt::format_to(out(), "{} {}\n", name, value);
  }

  /// Writes a family with one sample for each model: `value_of(model)`.
  template <class ValueOf>
  void by_model(std::string_view name, std::string_view type, std::string_view help,
                ValueOf value_of) {
    head(name, type, help);
    for (const auto& model : repository_.models()) sample(labels_of(model), value_of(model));
  }

  /// Writes a family of histograms: `parts_of(model)` are pointers to histograms to be added up,
  /// whose amounts are divided by `unit`.
  template <class PartsOf>
  void histograms(std::string_view name, double unit, std::string_view help, PartsOf parts_of) {
    head(name, "histogram", help);
    for (const auto& model : repository_.models())
      histogram(labels_of(model), unit, parts_of(model));
  }

  std::string take() { return std::move(text_); }

 private:
  template <class Parts>
  void histogram(const std::string& labels, double unit, const Parts& parts) {
    const auto bounds = parts.front()->bounds();
    std::uint64_t count = 0;
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i <= bounds.size(); ++i) {
      for (const auto* part : parts) count += part->buckets()[i].value();
      const std::string bound =
          i < bounds.size() ? fmt::format("{}", static_cast<double>(bounds[i]) / unit) : "+Inf";
      sample(fmt::format("{},le=\"{}\"", labels, bound), count, "_bucket");
    }
    for (const auto* part : parts) sum += part->sum();
    sample(labels, static_cast<double>(sum) / unit, "_sum");
    sample(labels, count, "_count");
  }

  std::back_insert_iterator<std::string> out() { return std::back_inserter(text_); }

  const repository::Repository& repository_;
  std::string text_;
  std::string name_;
};

/// Writes one sample for each status that was answered; `counters_of(thread)` are its counters.
template <class CountersOf>
void write_statuses(Page& page, const Monitor& monitor, const std::string& labels,
                    CountersOf counters_of) {
  for (std::size_t i = 0; i < kStatuses.size(); ++i) {
    std::uint64_t count = 0;
    for (const auto& thread : monitor.threads()) count += counters_of(thread).value(i);
    if (count > 0) page.sample(fmt::format("{}status=\"{}\"", labels, kStatuses[i]), count);
  }
}

void write_server(Page& page, const Context& context) {
  page.head("maas_http_requests_total", "counter", "Answers of every kind by status.");
  write_statuses(
      page, context.monitor, "",
      [](const ThreadCounters& thread) -> const StatusCounters& { return thread.answers; });
  page.single("maas_request_memory_bytes", "gauge", "Bytes that requests hold.",
              context.memory.taken());
  page.single("maas_request_memory_limit_bytes", "gauge", "Bytes that requests may hold.",
              context.memory.total());
}

void write_requests(Page& page, const Monitor& monitor, const repository::Repository& repository) {
  page.head("maas_inference_requests_total", "counter", "Inference requests by status.");
  for (const auto& model : repository.models()) {
    write_statuses(page, monitor, labels_of(model) + ",",
                   [&](const ThreadCounters& thread) -> const StatusCounters& {
                     return thread.requests[model.index].statuses;
                   });
  }
  page.histograms("maas_inference_request_duration_seconds", kSecond,
                  "Time from a request's last byte to its answer, of those that succeeded.",
                  [&](const repository::ServedModel& model) {
                    std::vector<const DurationHistogram*> parts;
                    for (const auto& thread : monitor.threads()) {
                      parts.push_back(&thread.requests[model.index].duration);
                    }
                    return parts;
                  });
}

void write_compute(Page& page) {
  using Model = repository::ServedModel;
  page.by_model("maas_inference_count", "counter", "Samples run.",
                [](const Model& model) { return model.queue.counters().samples.value(); });
  page.by_model("maas_inference_exec_count", "counter", "Batches run.",
                [](const Model& model) { return model.queue.counters().batches.value(); });
  page.by_model("maas_inference_pending_request_count", "gauge", "Requests that wait or run.",
                [](const Model& model) { return model.queue.pending(); });
  page.histograms("maas_inference_queue_duration_seconds", kSecond,
                  "Time that a request waited for the model.",
                  [](const Model& model) { return std::vector{&model.queue.counters().queue}; });
  page.histograms("maas_inference_compute_duration_seconds", kSecond,
                  "Time that the model took for a batch.",
                  [](const Model& model) { return std::vector{&model.queue.counters().compute}; });
  page.histograms("maas_inference_batch_size", 1, "Samples in a batch.", [](const Model& model) {
    return std::vector{&model.queue.counters().batch_size};
  });
}

}  // namespace

std::string exposition(const Context& context) {
  Page page(context.repository);
  write_server(page, context);
  if (context.readiness.is_loaded()) {
    write_requests(page, context.monitor, context.repository);
    write_compute(page);
  }
  return page.take();
}

}  // namespace maas::serving::monitoring
