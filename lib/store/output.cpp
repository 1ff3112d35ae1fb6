#include "store/output.h"

#include "base/files.h"
#include "maas/error.h"
#include "store/model_manifest.h"

namespace maas::store {

namespace fs = std::filesystem;

namespace {

/// Throws if a file below `path` is not the manifest's.
void check_nothing_foreign(const fs::path& path, const ModelManifest& manifest) {
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(path)) {
    const std::string name = entry.path().lexically_relative(path).string();
    const bool ours =
        entry.is_directory() || name == kModelManifest || manifest.files.contains(name);
    if (ours) continue;
    throw failure_with_hint(ErrorCode::kCannotCreate, "move the file away, or choose another path",
                            "cannot replace '{}': maas did not write '{}'", path.string(), name);
  }
}

}  // namespace

void check_model_output(const fs::path& path, bool force) {
  const fs::file_status status = fs::status(path);
  if (!fs::exists(status) || base::is_empty_directory(path)) return;
  if (!fs::is_directory(status) || !fs::exists(path / kModelManifest)) {
    throw failure_with_hint(ErrorCode::kCannotCreate, "choose another path",
                            "cannot create '{}': it is there, and maas did not write it",
                            path.string());
  }
  if (!force) {
    throw failure_with_hint(ErrorCode::kCannotCreate, "pass --force to replace it",
                            "cannot create '{}': a model is there", path.string());
  }
  check_nothing_foreign(path, read_model_manifest(path));
}

}  // namespace maas::store
