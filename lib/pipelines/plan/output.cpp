#include "pipelines/plan/output.h"

#include <algorithm>

#include "base/files.h"
#include "base/output.h"

namespace maas::pipelines {

RunHistory look_ahead(const TrainRequest& request) {
  const std::filesystem::path path = request.options.output.text;
  if (is_untouched(path, request.options)) {
    base::check_writable(path);
    return {};
  }
  const store::RunPaths run(path);
  run.check_usable(/*starts_over=*/false);
  return look_back(run, request);
}

Prospect prospect_of(const TrainRequest& request, RunHistory history) {
  const store::RunPaths run(request.options.output.text);
  Prospect prospect{.history = std::move(history), .status = "new"};
  if (prospect.history.up_to_date) {
    prospect.status = "up-to-date";
  } else if (prospect.history.manifest) {
    prospect.status = "continue";
    const auto checkpoints = run.checkpoints();
    if (!checkpoints.empty()) prospect.steps_done = checkpoints.front().step;
  } else if (base::exists(run.manifest())) {
    run.check_usable(/*starts_over=*/true);
    prospect.status = "start-over";
  }
  return prospect;
}

PlannedOutput planned_output(const TrainRequest& request, const Prospect& prospect,
                             std::int64_t checkpoints, std::int64_t checkpoint_bytes,
                             std::int64_t model_bytes) {
  const store::RunPaths run(request.options.output.text);
  PlannedOutput output{.run = run.path().string(), .status = prospect.status};
  for (const auto& file : {run.recipe(), run.manifest(), run.metrics(), run.log(), run.report()}) {
    output.files.push_back({.path = file.string()});
  }
  if (request.recipe.log.tensorboard) {
    output.files.push_back({.path = (run.path() / store::kEventFiles).string()});
  }
  // The newest is written before the oldest is removed.
  const std::int64_t at_once = std::min(request.recipe.checkpoint.keep + 1, checkpoints);
  const std::filesystem::path each = run.checkpoint(0).parent_path() / "step-*";
  output.files.push_back({each.string(), checkpoint_bytes, at_once});
  output.files.push_back({run.model().string(), model_bytes, 1});
  for (const PlannedFile& file : output.files) output.bytes += file.bytes * file.count;
  return output;
}

}  // namespace maas::pipelines
