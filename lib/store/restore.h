#pragma once

#include <filesystem>
#include <functional>

#include "maas/progress.h"
#include "store/run_directory.h"

namespace maas::store {

/// Continues from the newest checkpoint that can be read. Those that cannot are set aside with a
/// warning: left among the others they would be the newest still, and what the run saves from then
/// on would be removed as older than they are.
///
/// @param load  reads a checkpoint, or throws: kInvalidData, kIo or kNotFound if it cannot be read
/// @param must  there has to be one
/// @return whether there was one
/// @throws Error kInvalidData if `must` and there are checkpoints but none can be read, in which
///   case they stay where they are; kCannotCreate if one may not be set aside; what else `load`
///   throws
bool restore_newest(const RunDirectory& run, bool must,
                    const std::function<void(const std::filesystem::path&)>& load,
                    Progress& progress);

}  // namespace maas::store
