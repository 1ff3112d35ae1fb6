#include <fmt/format.h>

#include "base/strings.h"
#include "report/html.h"
#include "report/job_summary.h"

namespace maas::report {
namespace {

using Row = std::vector<std::string>;

/// A cell ends at a bar, and text must not become markup.
std::string cell(const std::string& text) {
  return base::replace_all(escaped(base::replace_all(text, "\n", " ")), "|", "\\|");
}

std::string line_of(const Row& row) {
  std::string line = "|";
  for (const std::string& text : row) line += fmt::format(" {} |", text);
  return line + "\n";
}

/// The first column is of names, the others of numbers.
std::string table_of(const std::vector<Row>& rows) {
  std::string text;
  for (const Row& row : rows) {
    Row cells;
    for (const std::string& content : row) cells.push_back(cell(content));
    text += line_of(cells);
    if (&row != &rows.front()) continue;
    Row rule(row.size(), "---:");
    rule.front() = ":---";
    text += line_of(rule);
  }
  return text + "\n";
}

std::vector<Row> rows_of(const std::vector<GateResult>& gates) {
  std::vector<Row> rows = {{"gate", "value", "met"}};
  for (const GateResult& gate : gates) {
    rows.push_back({gate.gate, fmt::format("{:.4f}", gate.value), gate.met ? "✅" : "❌"});
  }
  return rows;
}

}  // namespace

std::string markdown(const JobSummary& summary) {
  std::string text = fmt::format("### maas {} {}\n\n", summary.command, cell(summary.subject));
  if (!summary.error.empty()) text += fmt::format("❌ {}\n\n", cell(summary.error));
  if (!summary.table.empty()) text += table_of(summary.table);
  if (!summary.gates.empty()) text += table_of(rows_of(summary.gates));
  for (const std::string& note : summary.notes) text += fmt::format("- {}\n", cell(note));
  if (!summary.notes.empty()) text += "\n";
  return text;
}

}  // namespace maas::report
