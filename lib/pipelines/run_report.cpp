#include "pipelines/run_report.h"

#include <algorithm>
#include <sstream>

#include <nlohmann/json.hpp>

#include "base/files.h"
#include "base/strings.h"
#include "formats/json/json.h"
#include "recipe/resolved.h"
#include "report/training_report.h"

namespace maas::pipelines {
namespace {

/// The curves that a metrics.jsonl holds, in the order of their first values.
std::vector<report::Curve> read_curves(const std::filesystem::path& path) {
  std::vector<report::Curve> curves;
  std::istringstream lines(base::read_file(path));
  for (std::string line; std::getline(lines, line);) {
    const auto json = formats::parse_json(line, path.string());
    const std::string split = json.at("split");
    const std::string name = json.at("name");
    auto curve = std::find_if(curves.begin(), curves.end(), [&](const report::Curve& known) {
      return known.split == split && known.name == name;
    });
    if (curve == curves.end()) curve = curves.insert(curves.end(), {split, name, {}});
    curve->points.push_back({json.at("step"), json.at("epoch"), json.at("value")});
  }
  return curves;
}

}  // namespace

std::string run_report(const store::RunDirectory& run, const Recipe& recipe,
                       const store::RunManifest& manifest, const tasks::Findings& findings,
                       const std::vector<std::string>& labels) {
  const auto name = run.path().lexically_normal().filename();
  return report::render_html(
      {.title = name.empty() ? run.path().parent_path().filename().string() : name.string(),
       .recipe_yaml = recipe::resolved_yaml(recipe),
       .curves = read_curves(run.metrics()),
       .metrics = manifest.metrics,
       .labels = labels,
       .confusion = findings.confusion,
       .classes = findings.classes,
       .facts = {{"architecture", recipe.model.network.name},
                 {"seed", std::to_string(manifest.seed)},
                 {"threads", std::to_string(manifest.threads)},
                 {"kernels", base::join(manifest.cpu_features)},
                 {"build", manifest.build}}});
}

}  // namespace maas::pipelines
