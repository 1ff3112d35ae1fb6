#include "data/draft.h"

#include "base/strings.h"
#include "data/kinds.h"
#include "data/locate.h"
#include "maas/catalog.h"
#include "maas/error.h"

namespace maas::data {
namespace {

/// The kinds of data that a task takes; empty without a task.
/// @throws Error kUsage if there is no such task
std::vector<std::string> kinds_of(const std::string& task) {
  if (task.empty()) return {};
  const std::vector<std::string> names = catalog().names(Registry::kTask);
  if (const Card* const card = catalog().find(Registry::kTask, task)) return card->kinds;
  throw failure_with_hint(ErrorCode::kUsage, base::did_you_mean(task, names),
                          "--task: there is no task '{}', there are {}", task, base::join(names));
}

const std::string& kind_of(const std::vector<SplitFiles>& splits) {
  return catalog().at(Registry::kLayout, splits.front().layout.name).kinds.front();
}

/// What lies at a path as a task takes it: a table may be rows, or steps in time.
/// @throws Error kUsage if it is of no such kind
std::vector<SplitFiles> located_for(const std::string& task, const std::filesystem::path& path) {
  const std::vector<std::string> kinds = kinds_of(task);
  if (!kinds.empty()) {
    if (auto splits = locate(path, kinds); !splits.empty()) return splits;
  }
  std::vector<SplitFiles> splits = locate(path);
  if (kinds.empty()) return splits;
  fail(ErrorCode::kUsage, "--task: '{}' takes data of the kind {}, these are of the kind {}", task,
       base::join(kinds, " or "), kind_of(splits));
}

}  // namespace

Draft draft_recipe(const DraftRequest& request, Progress& progress) {
  const std::vector<SplitFiles> splits = located_for(request.task, request.source);
  return kind_called(kind_of(splits)).draft(splits, request, progress);
}

}  // namespace maas::data
