#include "tasks/confusion.h"

#include <algorithm>
#include <random>

#include "maas/metric_name.h"
#include "tasks/intervals.h"

namespace maas::tasks {
namespace {

double ratio(double part, double whole) {
  return whole > 0 ? part / whole : 0;
}

/// Samples of one true class that were taken for one class.
struct Cell {
  std::size_t truth = 0;
  std::size_t predicted = 0;
  std::int64_t samples = 0;
};

std::vector<Cell> cells_of(const Confusion& confusion) {
  std::vector<Cell> cells;
  const auto& counts = confusion.counts();
  for (std::size_t truth = 0; truth < counts.size(); ++truth) {
    for (std::size_t predicted = 0; predicted < counts.size(); ++predicted) {
      if (counts[truth][predicted] > 0)
        cells.push_back({truth, predicted, counts[truth][predicted]});
    }
  }
  return cells;
}

struct Macro {
  double precision = 0;
  double recall = 0;
  double f1 = 0;
};

Macro macro_of(const std::vector<Cell>& cells, std::size_t classes) {
  std::vector<double> right(classes);
  std::vector<double> predicted(classes);
  std::vector<double> support(classes);
  for (const Cell& cell : cells) {
    const auto samples = static_cast<double>(cell.samples);
    if (cell.truth == cell.predicted) right[cell.truth] = samples;
    predicted[cell.predicted] += samples;
    support[cell.truth] += samples;
  }
  Macro macro;
  for (std::size_t at = 0; at < classes; ++at) {
    const double share = 1.0 / static_cast<double>(classes);
    macro.precision += share * ratio(right[at], predicted[at]);
    macro.recall += share * ratio(right[at], support[at]);
    macro.f1 += share * ratio(2 * right[at], predicted[at] + support[at]);
  }
  return macro;
}

/// Draws as many samples as there are, with replacement: cell by cell, each by a binomial of what
/// the cells before have left.
std::vector<Cell> resampled(std::vector<Cell> cells, std::mt19937_64& random) {
  std::int64_t left = 0;
  for (const Cell& cell : cells) left += cell.samples;
  auto weight = static_cast<double>(left);
  for (Cell& cell : cells) {
    const double share = std::min(1.0, static_cast<double>(cell.samples) / weight);
    weight -= static_cast<double>(cell.samples);
    cell.samples = std::binomial_distribution<std::int64_t>(left, share)(random);
    left -= cell.samples;
  }
  return cells;
}

/// Of many classes fewer resamples: each costs a draw a cell.
std::size_t resamples_for(std::size_t cells) {
  constexpr std::size_t kDraws = 2'000'000;
  return std::clamp<std::size_t>(kDraws / std::max<std::size_t>(1, cells), 200, 1000);
}

}  // namespace

Intervals macro_intervals(const Confusion& confusion) {
  const std::vector<Cell> cells = cells_of(confusion);
  std::mt19937_64 random(1);
  std::vector<double> precision;
  std::vector<double> recall;
  std::vector<double> f1;
  for (std::size_t i = 0; i < resamples_for(cells.size()); ++i) {
    const Macro macro = macro_of(resampled(cells, random), confusion.counts().size());
    precision.push_back(macro.precision);
    recall.push_back(macro.recall);
    f1.push_back(macro.f1);
  }
  return {{"precision.macro", percentile_interval(std::move(precision))},
          {"recall.macro", percentile_interval(std::move(recall))},
          {"f1.macro", percentile_interval(std::move(f1))}};
}

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
    metrics[class_metric("precision", result.label)] = result.precision;
    metrics[class_metric("recall", result.label)] = result.recall;
    metrics[class_metric("f1", result.label)] = result.f1;
    metrics["precision.macro"] += share * result.precision;
    metrics["recall.macro"] += share * result.recall;
    metrics["f1.macro"] += share * result.f1;
  }
}

}  // namespace maas::tasks
