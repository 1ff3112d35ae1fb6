#include "store/restore.h"

#include <string>
#include <vector>

#include <fmt/format.h>

#include "maas/error.h"

namespace maas::store {
namespace {

struct Broken {
  CheckpointEntry checkpoint;
  std::string reason;
};

bool is_unreadable(ErrorCode code) {
  return code == ErrorCode::kInvalidData || code == ErrorCode::kIo || code == ErrorCode::kNotFound;
}

void set_aside(const RunDirectory& run, const std::vector<Broken>& all, bool others_follow,
               Progress& progress) {
  for (const Broken& broken : all) {
    const bool is_last = &broken == &all.back() && !others_follow;
    progress.warn(fmt::format(
        "{}; it is set aside as '{}', {}", broken.reason, run.set_aside(broken.checkpoint).string(),
        is_last ? "no checkpoint is whole" : "trying the checkpoint before it"));
  }
}

}  // namespace

bool restore_newest(const RunDirectory& run, bool must,
                    const std::function<void(const std::filesystem::path&)>& load,
                    Progress& progress) {
  std::vector<Broken> broken;
  for (const CheckpointEntry& checkpoint : run.checkpoints()) {
    try {
      load(checkpoint.path);
    } catch (const Error& error) {
      if (!is_unreadable(error.code())) throw;
      broken.push_back({checkpoint, error.what()});
      continue;
    }
    set_aside(run, broken, /*others_follow=*/true, progress);
    progress.info(fmt::format("continuing after step {}", checkpoint.step));
    return true;
  }
  if (must) {
    fail(ErrorCode::kInvalidData, "{}: none of its {} checkpoints is whole", run.path().string(),
         broken.size());
  }
  set_aside(run, broken, /*others_follow=*/false, progress);
  return false;
}

}  // namespace maas::store
