#pragma once

#include <string>

#include "maas/fields.h"
#include "maas/progress.h"

namespace maas::cli {

/// The flags that every command has.
struct CommonOptions {
  bool help = false;
  bool version = false;
  bool quiet = false;
  bool verbose = false;
  std::string log_level = "info";
  std::string log_format = "text";
  std::string color = "auto";
  bool json = false;
  bool dry_run = false;
};

inline void describe(Fields& fields, CommonOptions& options) {
  fields("json", options.json, "print the result as one JSON document");
  fields("dry_run", options.dry_run,
         "do the work and print the result, but write nothing; train and tune plan only, serve "
         "ends once it could answer");
  fields("quiet", options.quiet, "log errors only, show no progress");
  fields("verbose", options.verbose, "log details too");
  fields("log_level", options.log_level, "least important messages to log")
      .choices({kLogLevels.begin(), kLogLevels.end()});
  fields("log_format", options.log_format, "how messages are written to stderr")
      .choices({"text", "json"});
  fields("color", options.color, "colours; auto: on a terminal, unless NO_COLOR is set")
      .choices({"auto", "always", "never"});
  fields("version", options.version, "print the version; with --json also the build");
  fields("help", options.help, "print this help");
}

}  // namespace maas::cli
