#pragma once

#include <string>

#include "maas/fields.h"

namespace maas::cli {

/// The files that commands write beside their result, for make and for continuous integration.
struct CiOptions {
  Path depfile;
  std::string depfile_target;
  Path junit;
  Path md;
};

inline void describe(Fields& fields, CiOptions& options) {
  fields("depfile", options.depfile, "write a Make rule of the files that were read")
      .metavar("FILE");
  fields("depfile_target", options.depfile_target,
         "target of that rule, as the Makefile names it; default: what is written")
      .metavar("TARGET");
  fields("junit", options.junit, "write how the gates went, as JUnit's XML").metavar("FILE");
  fields("md", options.md,
         "write a summary in GitHub's Markdown; -: print it instead of the result")
      .metavar("FILE|-");
}

}  // namespace maas::cli
