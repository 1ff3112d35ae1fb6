#pragma once

#include <string>
#include <vector>

#include "maas/gate.h"

/// What a continuous integration is told of a command.
namespace maas::report {

/// A command, what came out, and how its gates went.
struct JobSummary {
  std::string command;  ///< "eval"
  std::string subject;  ///< the model or run
  double seconds = 0;
  std::vector<std::vector<std::string>> table{};  ///< rows of equal length; the first is the head
  std::vector<GateResult> gates{};
  std::vector<std::string> notes{};
  std::string error{};  ///< why it ended before its gates; empty: it did not
};

/// Returns GitHub's Markdown: a heading, the table, the gates and the notes.
std::string markdown(const JobSummary& summary);

/// Returns JUnit's XML as Jenkins and others read it: a test case for each gate, and one for an
/// error; a missed gate says its limit and its value.
std::string junit(const JobSummary& summary);

}  // namespace maas::report
