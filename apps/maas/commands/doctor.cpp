#include <fmt/format.h>

#include "base/strings.h"
#include "commands/commands.h"
#include "commands/reports.h"
#include "doctor/checks.h"

namespace maas::cli {
namespace {

struct DoctorOptions {
  bool load = false;
};

void describe(Fields& fields, DoctorOptions& options) {
  fields("load", options.load, "open the library and LibTorch too");
}

struct DoctorReport {
  std::vector<Check> checks;
};

void describe(Fields& fields, DoctorReport& report) {
  fields("checks", report.checks, "what was looked at, and how it is");
}

void append(std::vector<Check>& all, std::vector<Check> more) {
  all.insert(all.end(), more.begin(), more.end());
}

Check loaded(Session& session) {
  try {
    session.library();
    return {"loading", "ok", "library and LibTorch open", ""};
  } catch (const Error& error) {
    return {"loading", "missing", error.what(), error.hint()};
  }
}

void print_text(Output& output, const std::vector<Check>& checks) {
  for (const Check& check : checks) {
    output.line(fmt::format("{:<8} {:<13} {}", check.state, check.name, check.finding));
    if (!check.advice.empty()) output.line(fmt::format("{:23}{}", "", check.advice));
  }
}

/// @throws Error kFailed naming what is missing
void fail_if_missing(const std::vector<Check>& checks) {
  std::vector<std::string> missing;
  for (const Check& check : checks) {
    if (check.state == "missing") missing.push_back(check.name);
  }
  if (!missing.empty()) fail(ErrorCode::kFailed, "missing: {}", base::join(missing));
}

void run(const Invocation& invocation) {
  Session& session = invocation.session();
  DoctorReport report{machine_checks()};
  append(report.checks, file_checks(program_folder(), session.recipes()));
  append(report.checks, cuda_checks(program_folder()));
  append(report.checks, surroundings_checks());
  if (invocation.read<DoctorOptions>("doctor").load) report.checks.push_back(loaded(session));
  if (session.json())
    print_json(session, "doctor", report);
  else
    print_text(session.output(), report.checks);
  fail_if_missing(report.checks);
}

}  // namespace

Command doctor_command() {
  return {.name = "doctor",
          .summary = "look at this machine: what maas finds, what is missing, how to get it",
          .positionals = {},
          .tables = {{"doctor", AnyOptions::of<DoctorOptions>()}},
          .examples = {"maas doctor", "maas doctor --load --json"},
          .run = run};
}

}  // namespace maas::cli
