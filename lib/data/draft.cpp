#include "data/draft.h"

#include <algorithm>

#include "base/strings.h"
#include "data/kinds.h"
#include "data/locate.h"
#include "maas/catalog.h"
#include "maas/error.h"

namespace maas::data {
namespace {

/// @throws Error kUsage if there is no such task, or if it takes data of another kind
void require_task(const std::string& task, const std::string& kind) {
  const Card* const card = catalog().find(Registry::kTask, task);
  const std::vector<std::string> names = catalog().names(Registry::kTask);
  if (card == nullptr) {
    throw failure_with_hint(ErrorCode::kUsage, base::did_you_mean(task, names),
                            "--task: there is no task '{}', there are {}", task, base::join(names));
  }
  if (std::ranges::find(card->kinds, kind) != card->kinds.end()) return;
  fail(ErrorCode::kUsage, "--task: '{}' takes data of the kind {}, these are of the kind {}", task,
       base::join(card->kinds, " or "), kind);
}

}  // namespace

Draft draft_recipe(const DraftRequest& request, Progress& progress) {
  const std::vector<SplitFiles> splits = locate(request.source);
  const Card& layout = catalog().at(Registry::kLayout, splits.front().layout.name);
  const std::string& kind = layout.kinds.front();
  if (!request.task.empty()) require_task(request.task, kind);
  return kind_called(kind).draft(splits, request, progress);
}

}  // namespace maas::data
