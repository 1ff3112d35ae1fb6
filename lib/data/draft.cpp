#include "data/draft.h"

#include "base/strings.h"
#include "data/kinds.h"
#include "data/locate.h"
#include "maas/catalog.h"
#include "maas/error.h"
#include "recipe/kinds.h"

namespace maas::data {
namespace {

/// The card of the task that is asked for; null without one.
/// @throws Error kUsage if there is no such task
const Card* task_of(const DraftRequest& request) {
  if (request.task.empty()) return nullptr;
  const std::vector<std::string> names = catalog().names(Registry::kTask);
  if (const Card* const card = catalog().find(Registry::kTask, request.task)) return card;
  throw failure_with_hint(ErrorCode::kUsage, base::did_you_mean(request.task, names),
                          "--task: there is no task '{}', there are {}", request.task,
                          base::join(names));
}

const Card& layout_of(const std::vector<SplitFiles>& splits) {
  return catalog().at(Registry::kLayout, splits.front().layout.name);
}

/// What lies at a path as a task takes it: a table may be rows, or steps in time.
/// @throws Error kUsage if it is of no such kind
std::vector<SplitFiles> located_for(const Card* task, const std::filesystem::path& path) {
  if (task == nullptr) return locate(path);
  if (auto splits = locate(path, task->kinds); !splits.empty()) return splits;
  fail(ErrorCode::kUsage, "--task: '{}' takes data of the kind {}, these are of the kind {}",
       task->name, base::join(task->kinds, " or "), layout_of(locate(path)).kinds.front());
}

}  // namespace

Draft draft_recipe(const DraftRequest& request, Progress& progress) {
  const Card* const task = task_of(request);
  const std::vector<SplitFiles> splits = located_for(task, request.source);
  const std::string& kind = recipe::kind_of(layout_of(splits), task);
  return kind_called(kind).draft(splits, request, progress);
}

}  // namespace maas::data
