#include <algorithm>

#include <fmt/format.h>

#include "report/html.h"
#include "report/job_summary.h"

namespace maas::report {
namespace {

/// XML has no form for control characters.
std::string attribute(std::string text) {
  std::ranges::replace_if(
      text, [](char c) { return static_cast<unsigned char>(c) < ' '; }, ' ');
  return escaped(text);
}

std::string test_case(const JobSummary& summary, const GateResult& gate) {
  const std::string opening =
      fmt::format("    <testcase classname=\"maas.{}\" name=\"{}\" time=\"0\"", summary.command,
                  attribute(gate.gate));
  if (gate.met) return opening + "/>\n";
  return fmt::format(
      "{}>\n      <failure type=\"gate\" message=\"wanted {}, got {:.6g}\"/>\n    </testcase>\n",
      opening, attribute(gate.gate), gate.value);
}

std::string error_case(const JobSummary& summary) {
  return fmt::format(
      "    <testcase classname=\"maas.{}\" name=\"ends without an error\" time=\"0\">\n"
      "      <error type=\"error\" message=\"{}\"/>\n    </testcase>\n",
      summary.command, attribute(summary.error));
}

}  // namespace

std::string junit(const JobSummary& summary) {
  const auto missed = std::ranges::count(summary.gates, false, &GateResult::met);
  const std::size_t errors = summary.error.empty() ? 0 : 1;
  const std::string counts =
      fmt::format("name=\"maas {} {}\" tests=\"{}\" failures=\"{}\" errors=\"{}\" time=\"{:.3f}\"",
                  summary.command, attribute(summary.subject), summary.gates.size() + errors,
                  missed, errors, summary.seconds);
  std::string text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
  text += fmt::format("<testsuites {0}>\n  <testsuite {0}>\n", counts);
  for (const GateResult& gate : summary.gates) text += test_case(summary, gate);
  if (errors > 0) text += error_case(summary);
  return text + "  </testsuite>\n</testsuites>\n";
}

}  // namespace maas::report
