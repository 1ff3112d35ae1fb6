#pragma once

#include <memory>
#include <string>

#include "data/dataset.h"
#include "maas/recipe.h"
#include "store/run_directory.h"
#include "store/run_manifest.h"
#include "tasks/task.h"

namespace maas::pipelines {

/// What a finished model was judged by, and how that went.
struct Judgement {
  std::string split;                             ///< "test"; empty: there was nothing to judge by
  std::shared_ptr<const data::Dataset> samples;  ///< of the split
  tasks::Findings findings;
};

/// Returns the HTML that tells of a finished run: curves from its metrics.jsonl, the judgement with
/// the worst mistakes, the recipe.
std::string run_report(const store::RunDirectory& run, const Recipe& recipe,
                       const store::RunManifest& manifest, const tasks::Task& task,
                       const Judgement& judgement);

}  // namespace maas::pipelines
