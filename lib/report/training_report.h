#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "maas/eval.h"
#include "report/curve.h"
#include "report/gallery.h"

namespace maas::report {

/// What a training leaves for a reader.
struct TrainingReport {
  std::string title;
  std::string recipe_yaml;
  std::vector<Curve> curves;
  std::vector<std::string> shown;         ///< names of the metrics to begin with
  std::map<std::string, double> metrics;  ///< split.name -> final value
  Intervals intervals;                    ///< of the same names, where they are known
  std::string judged;                     ///< the split that what follows is of
  std::vector<std::string> labels;
  std::vector<std::vector<std::int64_t>> confusion;  ///< [true class][predicted class], or empty
  std::vector<ClassResult> classes;
  std::vector<Exhibit> mistakes;
  Facts facts;
};

/// Returns one HTML file that needs nothing else: no script, no request, for light and dark
/// screens. Parts of the report that are empty are left out.
std::string render_html(const TrainingReport& report);

}  // namespace maas::report
