#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "store/model_manifest.h"

namespace maas::store {

/// Returns a step whose source is the model in a directory, by a digest of its manifest, or of all
/// of its files where it has none or they are not what it says.
/// @throws Error kNotFound, kIo
LineageStep step_from(const std::filesystem::path& source, std::string command,
                      std::map<std::string, std::string> options);

/// What is at the place where a model is to be published.
struct FormerModel {
  bool is_current = false;  ///< whole, and made of the same by the same options
  std::string difference;   ///< how it was made otherwise, or is damaged; empty: nothing is there
  ModelManifest manifest;   ///< of a current one
};

/// Compares the model at `path` with what a step would make there. Gates do not count: they can be
/// judged anew by the recorded metrics.
/// @throws Error kCannotCreate if it is another and `force` is not set
FormerModel former_model(const std::filesystem::path& path, const LineageStep& step, bool force);

/// Gives a model directory that is current the present time, so that make sees it.
void touch_model(const std::filesystem::path& path);

}  // namespace maas::store
