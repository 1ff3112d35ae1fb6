#include "pipelines/run/report.h"

#include <algorithm>

#include "base/strings.h"
#include "pipelines/run/metrics.h"
#include "recipe/resolved.h"
#include "report/html.h"
#include "report/training_report.h"

namespace maas::pipelines {
namespace {

/// The curves that values make, in the order of their first points.
std::vector<report::Curve> curves_of(const std::vector<MetricValue>& values) {
  std::vector<report::Curve> curves;
  for (const MetricValue& metric : values) {
    auto curve = std::find_if(curves.begin(), curves.end(), [&](const report::Curve& known) {
      return known.split == metric.split && known.name == metric.name;
    });
    if (curve == curves.end()) curve = curves.insert(curves.end(), {metric.split, metric.name, {}});
    curve->points.push_back({metric.step, metric.epoch, metric.value});
  }
  return curves;
}

std::vector<report::Exhibit> exhibits_of(const Judgement& judgement, const tasks::Task& task) {
  std::vector<report::Exhibit> exhibits;
  for (const tasks::Mistake& mistake : judgement.findings.mistakes) {
    exhibits.push_back({.name = judgement.samples->name(mistake.sample),
                        .png = task.encoder().picture(*judgement.samples, mistake.sample),
                        .facts = mistake.facts});
    exhibits.back().facts.emplace_back("loss", report::readable(mistake.loss));
  }
  return exhibits;
}

std::vector<std::string> labels_of(const tasks::Findings& findings) {
  std::vector<std::string> labels;
  for (const ClassResult& each : findings.classes) labels.push_back(each.label);
  return labels;
}

}  // namespace

std::string run_report(const store::RunDirectory& run, const Recipe& recipe,
                       const store::RunManifest& manifest, const tasks::Task& task,
                       const Judgement& judgement) {
  const auto name = run.path().lexically_normal().filename();
  return report::render_html(
      {.title = name.empty() ? run.path().parent_path().filename().string() : name.string(),
       .recipe_yaml = recipe::resolved_yaml(recipe),
       .curves = curves_of(read_metrics(run.metrics())),
       .shown = shown_metrics(task.metrics()),
       .metrics = manifest.metrics,
       .intervals = manifest.intervals,
       .judged = judgement.split,
       .labels = labels_of(judgement.findings),
       .confusion = judgement.findings.confusion,
       .classes = judgement.findings.classes,
       .mistakes = exhibits_of(judgement, task),
       .facts = {{"architecture", recipe.model.network.name},
                 {"seed", std::to_string(manifest.seed)},
                 {"threads", std::to_string(manifest.threads)},
                 {"kernels", base::join(manifest.cpu_features)},
                 {"build", manifest.build}}});
}

}  // namespace maas::pipelines
