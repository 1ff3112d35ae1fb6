#include "tasks/image_classification/confusion.h"

namespace maas::tasks {
namespace {

double ratio(double part, double whole) {
  return whole > 0 ? part / whole : 0;
}

}  // namespace

std::vector<ClassResult> Confusion::by_class(const std::vector<std::string>& names) const {
  std::vector<ClassResult> results;
  for (std::size_t at = 0; at < counts_.size(); ++at) {
    std::int64_t predicted = 0;
    std::int64_t support = 0;
    for (std::size_t other = 0; other < counts_.size(); ++other) {
      predicted += counts_[other][at];
      support += counts_[at][other];
    }
    const auto right = static_cast<double>(counts_[at][at]);
    ClassResult result{.label = names[at], .support = support};
    result.precision = ratio(right, static_cast<double>(predicted));
    result.recall = ratio(right, static_cast<double>(support));
    result.f1 = ratio(2 * right, static_cast<double>(predicted + support));
    results.push_back(std::move(result));
  }
  return results;
}

void add_metrics(const std::vector<ClassResult>& classes, std::map<std::string, double>& metrics) {
  const auto share = 1.0 / static_cast<double>(classes.size());
  for (const ClassResult& result : classes) {
    metrics["precision." + result.label] = result.precision;
    metrics["recall." + result.label] = result.recall;
    metrics["f1." + result.label] = result.f1;
    metrics["precision.macro"] += share * result.precision;
    metrics["recall.macro"] += share * result.recall;
    metrics["f1.macro"] += share * result.f1;
  }
}

}  // namespace maas::tasks
