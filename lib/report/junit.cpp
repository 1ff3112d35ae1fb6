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

}  // namespace

std::string junit(const JobSummary& summary) {
  const auto missed = std::ranges::count(summary.gates, false, &GateResult::met);
  const std::string counts = fmt::format(
      "name=\"maas {} {}\" tests=\"{}\" failures=\"{}\" errors=\"0\" time=\"{:.3f}\"",
      summary.command, attribute(summary.subject), summary.gates.size(), missed, summary.seconds);
  std::string text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
  text += fmt::format("<testsuites {0}>\n  <testsuite {0}>\n", counts);
  for (const GateResult& gate : summary.gates) text += test_case(summary, gate);
  return text + "  </testsuite>\n</testsuites>\n";
}

}  // namespace maas::report
