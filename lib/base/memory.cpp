#include "base/memory.h"

#include <sys/resource.h>

#include <algorithm>
#include <fstream>
#include <optional>
#include <vector>

#include <fmt/format.h>

#include "base/control_groups.h"
#include "base/proc.h"
#include "base/strings.h"

namespace maas::base {

namespace fs = std::filesystem;

namespace {

constexpr const char* kStatus = "/proc/self/status";

/// The number that a text begins with; nothing for `max` and for an empty text.
std::optional<double> number_in(const std::string& text) {
  double value = 0;
  const std::string digits = text.substr(0, text.find_first_of(" \t"));
  return parse_number(digits, value) ? std::optional(value) : std::nullopt;
}

/// Bytes of a field that is written as "123 kB".
std::optional<double> bytes_in(const fs::path& file, std::string_view key) {
  constexpr double kKibibyte = 1024;
  const auto kibibytes = number_in(proc_field(file, key));
  return kibibytes ? std::optional(*kibibytes * kKibibyte) : std::nullopt;
}

std::int64_t own_bytes(std::string_view key) {
  return static_cast<std::int64_t>(bytes_in(kStatus, key).value_or(0));
}

/// What may still be taken, and what sets the limit.
struct Room {
  double bytes = 0;
  std::string source;
};

/// The names of a controller's files, which differ between the versions.
struct MemoryController {
  const char* limit;
  const char* usage;
  const char* reclaimable;  ///< of memory.stat: the cache that goes first
};

constexpr MemoryController kVersion2 = {"memory.max", "memory.current", "inactive_file"};
constexpr MemoryController kVersion1 = {"memory.limit_in_bytes", "memory.usage_in_bytes",
                                        "total_inactive_file"};

/// A line `key value` of memory.stat.
double statistic(const fs::path& file, std::string_view key) {
  std::ifstream stream(file);
  std::string name;
  for (double value = 0; stream >> name >> value;) {
    if (name == key) return value;
  }
  return 0;
}

void add_group(const ControlGroup& group, std::vector<Room>& rooms) {
  const MemoryController& files = group.version == 1 ? kVersion1 : kVersion2;
  const auto limit = number_in(first_word(group.folder / files.limit));
  const auto usage = number_in(first_word(group.folder / files.usage));
  if (!limit || !usage) return;
  const double taken = *usage - statistic(group.folder / "memory.stat", files.reclaimable);
  rooms.push_back({*limit - taken, fmt::format("{} of {}", files.limit, group.folder.string())});
}

void add_address_space(std::vector<Room>& rooms) {
  rlimit limit{};
  if (getrlimit(RLIMIT_AS, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY) return;
  rooms.push_back({static_cast<double>(limit.rlim_cur) - static_cast<double>(own_bytes("VmSize")),
                   "the address space's limit (ulimit -v)"});
}

}  // namespace

std::int64_t resident_bytes() {
  return own_bytes("VmRSS");
}

std::int64_t peak_resident_bytes() {
  return own_bytes("VmHWM");
}

void restart_peak() {
  std::ofstream("/proc/self/clear_refs") << "5";
}

MemoryLimit memory_limit(const fs::path& root) {
  std::vector<Room> rooms = {{bytes_in(root / "proc/meminfo", "MemAvailable").value_or(0),
                              "the machine's available memory"}};
  for (const ControlGroup& group : control_groups("memory", root)) add_group(group, rooms);
  add_address_space(rooms);
  const Room& least = *std::ranges::min_element(rooms, {}, &Room::bytes);
  return {resident_bytes() + static_cast<std::int64_t>(std::max(0.0, least.bytes)), least.source};
}

}  // namespace maas::base
