#include "base/streams.h"

#include <algorithm>
#include <array>
#include <map>
#include <mutex>

#include <sys/stat.h>
#include <unistd.h>

#include "maas/error.h"

namespace maas::base {

namespace fs = std::filesystem;

bool is_stream(const std::string& name) {
  if (name == "-") return true;
  std::error_code unseen;
  const fs::file_status status = fs::status(name, unseen);
  return fs::exists(status) && !fs::is_regular_file(status) && !fs::is_directory(status);
}

const std::string& stream_content(const std::string& name, std::size_t limit) {
  static std::mutex mutex;
  static std::map<std::string, std::string> contents;
  const std::lock_guard lock(mutex);
  const auto known = contents.find(name);
  if (known != contents.end()) return known->second;
  const bool is_standard = name == "-";
  const Descriptor file = is_standard ? Descriptor(::dup(STDIN_FILENO)) : open_to_read(name);
  const char* const called = is_standard ? "standard input" : name.c_str();
  return contents.emplace(name, read_to_end(file, called, limit)).first->second;
}

std::string read_to_end(const Descriptor& file, const fs::path& path, std::size_t limit) {
  std::string content;
  struct stat status {};
  if (::fstat(file.get(), &status) == 0 && status.st_size > 0) {
    content.reserve(std::min(static_cast<std::size_t>(status.st_size), limit) + 1);
  }
  std::array<char, 65536> buffer;
  while (const std::size_t count = read_some(file, buffer.data(), buffer.size(), path)) {
    if (count > limit - content.size()) {
      fail(ErrorCode::kInvalidData, "'{}' is larger than {} bytes", path.string(), limit);
    }
    content.append(buffer.data(), count);
  }
  return content;
}

}  // namespace maas::base
