#include <unistd.h>

#include <fmt/format.h>

#include "base/digest_cache.h"
#include "base/files.h"
#include "doctor/checks.h"
#include "terminal.h"

namespace maas::cli {
namespace {

Check terminal() {
  if (!is_terminal(STDERR_FILENO)) return {"terminal", "absent", "messages go to no terminal", ""};
  return {"terminal", "ok",
          fmt::format("{} columns, TERM={}", columns_of(STDERR_FILENO), environment("TERM")), ""};
}

Check locale() {
  if (speaks_utf8()) return {"locale", "ok", "UTF-8", ""};
  return {"locale", "absent", "no UTF-8: names with other letters may look wrong",
          "export LC_ALL=C.UTF-8"};
}

/// Where `bootstrap` keeps LibTorch and the compiler cache, and maas the digests of files.
Check cache() {
  const std::filesystem::path folder = base::cache_directory();
  const bool is_there = base::exists(folder);
  return {"cache", is_there ? "ok" : "absent", folder.string(),
          is_there ? "" : "needed to build only: ./bootstrap makes it"};
}

}  // namespace

std::vector<Check> surroundings_checks() {
  return {terminal(), locale(), cache()};
}

}  // namespace maas::cli
