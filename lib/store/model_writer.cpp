#include "store/model_writer.h"

#include <fmt/format.h>

#include "base/hashing.h"
#include "maas/error.h"
#include "maas/version.h"
#include "store/output.h"

namespace maas::store {

namespace fs = std::filesystem;

namespace {

/// Returns `path` once it is known that a model may be published there.
fs::path checked(const fs::path& path, bool force) {
  check_model_output(path, force);
  const fs::path parent = base::directory_of(path);
  base::make_directories(parent);
  base::sweep_leftovers(parent);
  return path;
}

std::map<std::string, FileRecord> records_of(const fs::path& directory) {
  std::map<std::string, FileRecord> records;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(directory)) {
    if (!entry.is_regular_file()) continue;
    records[entry.path().lexically_relative(directory).string()] = {
        .bytes = static_cast<std::int64_t>(entry.file_size()),
        .sha256 = base::sha256_file(entry.path())};
  }
  return records;
}

void require(const std::function<void(const fs::path&)>& check, const fs::path& staged) {
  try {
    check(staged);
  } catch (const Error& error) {
    if (error.code() == ErrorCode::kOutOfMemory) throw;
    throw failure_with_hint(ErrorCode::kFailed, error.hint(),
                            "the model is not published, it would not open again: {}",
                            error.what());
  }
}

}  // namespace

ModelWriter::ModelWriter(const fs::path& directory, bool force)
    : directory_(checked(directory, force)) {}

fs::path ModelWriter::file(const std::string& name) const {
  const fs::path path = directory_.staging() / name;
  base::make_directories(path.parent_path());
  return path;
}

void ModelWriter::publish(ModelManifest manifest,
                          const std::function<void(const fs::path& staged)>& check) {
  manifest.files = records_of(directory_.staging());
  if (manifest.created_by.empty()) manifest.created_by = fmt::format("maas {}", kVersion);
  write_model_manifest(directory_.staging(), manifest);
  if (check) require(check, directory_.staging());
  directory_.commit();
}

}  // namespace maas::store
