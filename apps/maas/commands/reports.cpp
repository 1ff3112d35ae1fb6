#include "commands/reports.h"

#include <fmt/format.h>

#include "base/strings.h"

namespace maas::cli {
namespace {

using Rows = std::vector<std::vector<std::string>>;

/// "89.06 % (88.43 to 89.66)"
std::string accuracy_text(const std::optional<double>& fraction,
                          const std::vector<double>& interval) {
  if (!fraction) return "-";
  if (interval.empty()) return fmt::format("{:.4f}", *fraction);
  return fmt::format("{:.4f} ({:.4f} to {:.4f})", *fraction, interval[0], interval[1]);
}

Rows comparison_rows(const Comparison& both) {
  const auto count = [](std::int64_t value) { return std::to_string(value); };
  const auto time = [](double milliseconds) { return fmt::format("{:.3f} ms", milliseconds); };
  Rows rows = {
      {"", "before", "after"},
      {both.metric, accuracy_text(both.accuracy_before, both.interval_before),
       accuracy_text(both.accuracy_after, both.interval_after)},
      {"weights", base::human_bytes(both.bytes_before), base::human_bytes(both.bytes_after)},
      {"parameters", count(both.parameters_before), count(both.parameters_after)},
  };
  if (both.macs_before > 0) {
    rows.push_back({"multiply-accumulates", count(both.macs_before), count(both.macs_after)});
  }
  for (const LatencyComparison& latency : both.latencies) {
    rows.push_back({fmt::format("time of a batch of {}", latency.batch), time(latency.before_ms),
                    time(latency.after_ms)});
  }
  return rows;
}

Rows layer_rows(const std::vector<LayerChange>& layers) {
  Rows rows = {{"layer", "change", "error", "bytes before", "after"}};
  for (const LayerChange& layer : layers) {
    rows.push_back({layer.layer, layer.change, fmt::format("{:.4f}", layer.error),
                    std::to_string(layer.bytes_before), std::to_string(layer.bytes_after)});
  }
  return rows;
}

void print_text(Output& output, const CompressReport& report) {
  output.line(report.output);
  print_rows(output, comparison_rows(report.comparison));
  if (!report.layers.empty()) print_rows(output, layer_rows(report.layers));
  for (const std::string& note : report.notes) output.line(note);
}

}  // namespace

void print_rows(Output& output, const Rows& rows) {
  for (const std::string& line : aligned(rows, output.width())) output.line(line);
}

void require_met(Output& output, const std::vector<GateResult>& gates) {
  output.flush();
  std::vector<std::string> missed;
  for (const GateResult& gate : gates) {
    if (!gate.met) missed.push_back(fmt::format("{} (got {:.4f})", gate.gate, gate.value));
  }
  if (!missed.empty()) fail(ErrorCode::kGateNotMet, "gate not met: {}", base::join(missed, "; "));
}

void print_compression(Session& session, const std::string& command, const CompressReport& report) {
  if (session.json())
    print_json(session, command, report);
  else
    print_text(session.output(), report);
}

report::JobSummary summary_of(const std::string& command, const CompressReport& report) {
  return {.command = command,
          .subject = report.output,
          .seconds = report.seconds,
          .table = comparison_rows(report.comparison),
          .gates = report.gates,
          .notes = report.notes};
}

std::string with_interval(double value, const Intervals& intervals, const std::string& name) {
  const auto found = intervals.find(name);
  if (found == intervals.end()) return fmt::format("{:.4f}", value);
  return fmt::format("{:.4f} ({:.4f} to {:.4f})", value, found->second[0], found->second[1]);
}

}  // namespace maas::cli
