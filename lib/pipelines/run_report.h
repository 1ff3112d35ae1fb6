#pragma once

#include <string>
#include <vector>

#include "maas/recipe.h"
#include "store/run_directory.h"
#include "store/run_manifest.h"
#include "tasks/task.h"

namespace maas::pipelines {

/// Returns the HTML that tells of a finished run: curves from its metrics.jsonl, the test's
/// findings, the recipe.
std::string run_report(const store::RunDirectory& run, const Recipe& recipe,
                       const store::RunManifest& manifest, const tasks::Findings& findings,
                       const std::vector<std::string>& labels);

}  // namespace maas::pipelines
