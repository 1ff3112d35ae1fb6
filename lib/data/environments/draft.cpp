#include "data/environments/draft.h"

#include <fmt/format.h>

#include "base/strings.h"
#include "data/draft_text.h"
#include "data/environments.h"
#include "maas/error.h"
#include "recipe/compose.h"

namespace maas::data {
namespace {

constexpr const char* kUsualTask = "policy-optimization";

std::string head(const World& world, const std::string& task) {
  return fmt::format(
      "# Episodes of '{}', of {} steps at the most: {} are seen, {} are done.\n"
      "# Written by `maas recipe init`. What is left out has its default: `maas recipe show` "
      "tells.\n"
      "schema: {}\n"
      "task: {}\n",
      world.name, grouped(world.most_steps), base::join(world.observations),
      base::join(world.actions, " or "), recipe::kSchema, task);
}

}  // namespace

Draft draft_for_environment(const std::vector<SplitFiles>& splits, const DraftRequest& request,
                            Progress& /*progress*/) {
  if (!request.target.empty()) {
    fail(ErrorCode::kUsage, "--target: an environment has no column '{}'", request.target);
  }
  const auto samples = open(splits.front());
  const std::string task = request.task.empty() ? kUsualTask : request.task;
  return {.recipe = head(as<Environment>(*samples).world(), task) + "\ndata:\n" +
                    splits_text(splits, samples->size()) +
                    "  loader: {global_batch: 256}\n\n"
                    "model: {arch: mlp, hidden: [64, 64], activation: tanh}\n"
                    "optim: {name: adam, lr: 0.001, clip_norm: 0.5}\n"
                    "train: {until: 10000step}\n"
                    "eval: {every: 500step}\n"
                    "checkpoint: {best: valid.return}\n",
          .left_out = {}};
}

}  // namespace maas::data
