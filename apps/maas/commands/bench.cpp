#include <fmt/format.h>

#include "base/strings.h"
#include "commands/commands.h"
#include "commands/reports.h"
#include "commands/verify_flags.h"

namespace maas::cli {
namespace {

using base::human_bytes;
using Rows = std::vector<std::vector<std::string>>;

Rows model_rows(const BenchReport& report) {
  const double zeros = static_cast<double>(report.zeros) / static_cast<double>(report.parameters);
  return {{"model", report.model},
          {"network", fmt::format("{}, {} parameters", report.architecture, report.parameters)},
          {"weights", fmt::format("{}, {:.1f} % zero, {} on disk", report.weights, 100 * zeros,
                                  human_bytes(report.bytes))},
          {"loading", fmt::format("{:.1f} ms, {}", 1e3 * report.load_seconds,
                                  human_bytes(report.load_memory))},
          {"machine", fmt::format("{}, kernels for {}, threads: {}", report.processor,
                                  report.kernels, report.threads)}};
}

Rows batch_rows(const std::vector<BatchBench>& batches) {
  const auto time = [](double milliseconds) { return fmt::format("{:.3f}", milliseconds); };
  Rows rows = {
      {"batch", "p50 ms", "p90 ms", "p99 ms", "samples/s", "network p50 ms", "memory", "requests"}};
  for (const BatchBench& each : batches) {
    rows.push_back({std::to_string(each.batch), time(each.p50_ms), time(each.p90_ms),
                    time(each.p99_ms), fmt::format("{:.0f}", each.samples_per_second),
                    time(each.forward_p50_ms), human_bytes(each.memory),
                    std::to_string(each.requests)});
  }
  return rows;
}

void run(const Invocation& invocation) {
  Session& session = invocation.session();
  auto options = invocation.read<BenchOptions>("options");
  options.model.text = invocation.argument(0);
  options.digest_check = digest_check(invocation);
  const BenchReport report = session.library().bench(options, session.progress());
  if (session.json()) return print_json(session, "bench", report);
  print_rows(session.output(), model_rows(report));
  session.output().line("");
  print_rows(session.output(), batch_rows(report.batches));
}

}  // namespace

Command bench_command() {
  return {.name = "bench",
          .summary = "measure latency, throughput and memory of a model by batch size",
          .positionals = {{"MODEL",
                           "model directory, run or repository, @VERSION or @LABEL behind it"}},
          .tables = {{"options", AnyOptions::of<BenchOptions>()}, verify_table()},
          .examples = {"maas bench runs/mlp",
                       "maas bench models/mlp-int8 --batch 1,16,256 --threads 1 --json"},
          .run = run};
}

}  // namespace maas::cli
