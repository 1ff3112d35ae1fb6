#include "recipe/builtin.h"

#include <algorithm>
#include <system_error>

#include "base/files.h"
#include "base/strings.h"
#include "maas/error.h"

namespace maas::recipe {
namespace fs = std::filesystem;

std::vector<std::string> builtin_recipes(const fs::path& root) {
  std::vector<std::string> names;
  std::error_code none;
  for (fs::recursive_directory_iterator entry(root, none), end; entry != end; ++entry) {
    const bool is_run = fs::exists(entry->path() / ".maas", none);
    if (is_run) entry.disable_recursion_pending();
    if (entry->path().extension() != ".yaml") continue;
    names.push_back(entry->path().lexically_relative(root).replace_extension().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

fs::path recipe_path(const std::string& name, const fs::path& directory, const fs::path& root) {
  if (!name.starts_with(kBuiltinPrefix)) {
    fs::path path = (directory / name).lexically_normal();
    if (base::exists(path)) return path;
    const std::vector<std::string> shipped = builtin_recipes(root);
    const std::string meant = base::closest(name, shipped);
    throw failure_with_hint(ErrorCode::kNotFound,
                            meant.empty() ? "" : fmt::format("did you mean 'builtin:{}'?", meant),
                            "there is no recipe '{}'", path.string());
  }
  const std::string wanted = name.substr(kBuiltinPrefix.size());
  const std::vector<std::string> shipped = builtin_recipes(root);
  if (std::find(shipped.begin(), shipped.end(), wanted) == shipped.end()) {
    throw failure_with_hint(ErrorCode::kNotFound, base::did_you_mean(wanted, shipped),
                            "there is no shipped recipe '{}'", wanted);
  }
  return root / (wanted + ".yaml");
}

}  // namespace maas::recipe
