#pragma once

#include <string>

#include "maas/compress.h"
#include "maas/intervals.h"
#include "output.h"
#include "recipe/write.h"
#include "report/job_summary.h"
#include "session.h"

namespace maas::cli {

/// Prints a report as the one document of `--json`.
template <class Report>
void print_json(Session& session, const std::string& command, const Report& report) {
  nlohmann::ordered_json document = {{"schema", "maas." + command + "/v1"}};
  if (session.dry_run()) document["dry_run"] = true;
  document.update(recipe::to_json_of(report));
  session.output().json(document);
}

/// Prints lines of aligned columns.
void print_rows(Output& output, const std::vector<std::vector<std::string>>& rows);

/// Writes the result out and lets its gates decide the status.
/// @throws Error kGateNotMet naming every gate that was missed
void require_met(Output& output, const std::vector<GateResult>& gates);

/// Prints what `quantize` and `prune` did: before and after, layer by layer, and the notes.
void print_compression(Session& session, const std::string& command, const CompressReport& report);

/// Returns the same for continuous integration.
report::JobSummary summary_of(const std::string& command, const CompressReport& report);

/// Returns "0.8930 (0.8868 to 0.8989)" for a metric with its interval, or the value alone.
std::string with_interval(double value, const Intervals& intervals, const std::string& name);

}  // namespace maas::cli
