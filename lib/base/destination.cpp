#include "base/destination.h"

#include <cerrno>
#include <string>
#include <system_error>

#include <stdlib.h>

#include "base/files.h"
#include "base/posix.h"

namespace maas::base {
namespace {

std::filesystem::path make_temporary_folder() {
  std::error_code error;
  const std::filesystem::path parent = std::filesystem::temp_directory_path(error);
  if (error) fail_to_create("TMPDIR", error.value());
  std::string name = parent / "maas-dry-run-XXXXXX";
  if (::mkdtemp(name.data()) == nullptr) fail_to_create(name, errno);
  return name;
}

}  // namespace

Destination::Destination(const std::filesystem::path& output, bool dry_run) : path_(output) {
  if (!dry_run) return;
  folder_ = make_temporary_folder();
  path_ = folder_ / name_of_directory(output);
}

Destination::~Destination() {
  std::error_code ignored;
  if (!folder_.empty()) std::filesystem::remove_all(folder_, ignored);
}

}  // namespace maas::base
