#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "base/files.h"
#include "store/model_manifest.h"

namespace maas::store {

/// A model directory in the making; it appears by one rename, or not at all.
class ModelWriter {
 public:
  /// @param force  replace a model directory that maas wrote
  /// @throws Error kCannotCreate if something else is there, or the path may not be written; kIo
  ModelWriter(const std::filesystem::path& directory, bool force);

  /// Returns where to write a file of the model; directories above it are made.
  std::filesystem::path file(const std::string& name) const;

  /// Records every file's size and digest in the manifest, writes it last, and publishes.
  /// @param check  opens the directory before it appears, as whoever uses it will
  /// @throws Error kCannotCreate, kIo; kFailed if `check` throws: nothing is published then
  void publish(ModelManifest manifest,
               const std::function<void(const std::filesystem::path& staged)>& check = {});

 private:
  base::AtomicDirectory directory_;
};

}  // namespace maas::store
