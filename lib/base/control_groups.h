#pragma once

#include <filesystem>
#include <string_view>
#include <vector>

namespace maas::base {

/// A control group that this process is in.
struct ControlGroup {
  int version = 2;
  std::filesystem::path folder;  ///< of its files
};

/// Returns this process's groups of a controller and all groups around them: what any of them
/// limits is limited. Some of the folders may be missing.
///
/// @param controller  "memory", "cpu"
/// @param root  where /proc and /sys are
/// @see cgroups(7), /proc/[pid]/cgroup
std::vector<ControlGroup> control_groups(std::string_view controller,
                                         const std::filesystem::path& root = "/");

}  // namespace maas::base
