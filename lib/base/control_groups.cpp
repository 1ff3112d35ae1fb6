#include "base/control_groups.h"

#include <algorithm>
#include <fstream>
#include <string>

#include "base/strings.h"

namespace maas::base {

namespace fs = std::filesystem;

namespace {

void add_with_those_around(int version, fs::path folder, const fs::path& group,
                           std::vector<ControlGroup>& groups) {
  groups.push_back({version, folder});
  for (const fs::path& part : group.relative_path()) {
    if (part == "..") return;
    folder /= part;
    groups.push_back({version, folder});
  }
}

}  // namespace

/// A line is `number:controllers:path`; version 2 has the number 0 and no controllers.
std::vector<ControlGroup> control_groups(std::string_view controller, const fs::path& root) {
  std::vector<ControlGroup> groups;
  std::ifstream stream(root / "proc/self/cgroup");
  const fs::path top = root / "sys/fs/cgroup";
  for (std::string line; std::getline(stream, line);) {
    const std::vector<std::string> parts = split(line, ':');
    if (parts.size() != 3) continue;
    if (parts[0] == "0") add_with_those_around(2, top, parts[2], groups);
    const std::vector<std::string> controllers = split(parts[1], ',');
    if (std::ranges::find(controllers, controller) == controllers.end()) continue;
    add_with_those_around(1, top / controller, parts[2], groups);
  }
  return groups;
}

}  // namespace maas::base
