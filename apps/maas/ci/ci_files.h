#pragma once

#include <functional>
#include <string>
#include <vector>

#include "ci/dependencies.h"
#include "ci/options.h"
#include "command.h"
#include "report/job_summary.h"

namespace maas::cli {

/// The flags of a command whose gates count, and of one without gates.
Table ci_table();
Table depfile_table();

/// Writes the files of `CiOptions`, each at once when it is complete; none in a dry run.
class CiFiles {
 public:
  /// Checks that the files can be written.
  ///
  /// @param command  "eval"
  /// @param has_output  whether the command writes something that a Makefile can name
  /// @throws Error kCannotCreate, also if another file is in the place; kUsage if `--md -` and
  ///   `--json` both claim standard output, for a depfile without a target, and a target without a
  ///   depfile
  CiFiles(const Invocation& invocation, std::string command, bool has_output);

  /// Does the work of the command. Where it fails, but for a missed gate, the files say why.
  void guard(const std::function<void()>& work) const;

  /// @throws Error kUsage if one of the files is asked for
  void refuse(const std::string& reason) const;

  bool wants_dependencies() const { return !options_.depfile.empty(); }

  /// Whether standard output is the summary's.
  bool takes_output() const { return options_.md.text == "-"; }

  /// Writes how the command went, whether or not its gates were met.
  void write(const report::JobSummary& summary) const;

  /// Writes what the command read.
  /// @param written  what it wrote: with the other files of the command the rule's targets
  void write(const Dependencies& read, std::vector<std::string> written) const;

 private:
  void check_apart() const;
  std::vector<Path> report_files() const;

  Session& session_;
  CiOptions options_;
  std::string command_;
  std::string subject_;  ///< as it was typed
};

/// What a Makefile may call a model directory.
std::vector<std::string> model_targets(const std::string& directory);

}  // namespace maas::cli
