#include "base/append.h"

#include <algorithm>
#include <cerrno>
#include <string>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fmt/format.h>

#include "base/files.h"
#include "maas/error.h"

namespace maas::base {

namespace fs = std::filesystem;

namespace {

/// Returns where the last whole line within a file's first `limit` bytes ends.
std::uint64_t end_of_lines(const fs::path& path, std::uint64_t limit) {
  if (!base::exists(path)) return 0;
  const MappedFile file(path);
  const std::string_view text(reinterpret_cast<const char*>(file.data()), file.bytes().size());
  const std::size_t last = text.substr(0, limit).rfind('\n');
  return last == text.npos ? 0 : last + 1;
}

}  // namespace

Appender::Appender(const fs::path& path, std::uint64_t keep)
    : path_(path), file_(::open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC | O_APPEND, 0666)) {
  struct stat status {};
  if (!file_ || ::fstat(file_.get(), &status) != 0) fail_to_create(path_, errno);
  size_ = std::min(keep, static_cast<std::uint64_t>(status.st_size));
  if (::ftruncate(file_.get(), static_cast<off_t>(size_)) != 0) fail_to_create(path_, errno);
}

void Appender::append(std::string_view bytes) {
  try {
    write_all(file_, bytes, path_);
  } catch (const Error&) {
    std::error_code ignored;
    fs::resize_file(path_, size_, ignored);
    throw;
  }
  size_ += bytes.size();
}

void Appender::sync() {
  base::sync(file_, path_);
}

LineWriter::LineWriter(const fs::path& path, std::uint64_t keep)
    : file_(path, end_of_lines(path, keep)) {}

void LineWriter::write(std::string_view line) {
  file_.append(fmt::format("{}\n", line));
}

}  // namespace maas::base
