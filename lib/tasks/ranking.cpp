#include "tasks/ranking.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace maas::tasks {
namespace {

/// The ranks of values from 1 on; equal ones share the mean of theirs.
std::vector<double> midranks(const std::vector<float>& values) {
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, {}, [&](std::size_t i) { return values[i]; });
  std::vector<double> ranks(values.size());
  for (std::size_t first = 0; first < order.size();) {
    std::size_t end = first;
    while (end < order.size() && values[order[end]] == values[order[first]]) ++end;
    const double shared = static_cast<double>(first + 1 + end) / 2;
    for (; first < end; ++first) ranks[order[first]] = shared;
  }
  return ranks;
}

double variance(const std::vector<double>& values, double mean) {
  if (values.size() < 2) return 0;
  double sum = 0;
  for (const double value : values) sum += (value - mean) * (value - mean);
  return sum / static_cast<double>(values.size() - 1);
}

constexpr double kNormal95 = 1.959963984540054;

/// Where DeLong's deviation vanishes: as wide as the interval of a share of so many trials.
double deviation_of_few(double area, double trials) {
  const Interval ends = share_interval(area, trials);
  return std::max(area - ends[0], ends[1] - area) / kNormal95;
}

std::vector<float> scores_of(const std::vector<float>& scores, const std::vector<bool>& positive,
                             bool which) {
  std::vector<float> chosen;
  for (std::size_t i = 0; i < scores.size(); ++i) {
    if (positive[i] == which) chosen.push_back(scores[i]);
  }
  return chosen;
}

}  // namespace

RocArea roc_area(const std::vector<float>& scores, const std::vector<bool>& positive) {
  const std::vector<float> hits = scores_of(scores, positive, true);
  const std::vector<float> others = scores_of(scores, positive, false);
  if (hits.empty() || others.empty()) return {};
  const std::vector<double> all = midranks(scores);
  const std::vector<double> of_hits = midranks(hits);
  const std::vector<double> of_others = midranks(others);
  const auto m = static_cast<double>(hits.size());
  const auto n = static_cast<double>(others.size());
  // Of each sample, the share of the other kind that it stands on the right side of.
  std::vector<double> above;
  std::vector<double> below;
  for (std::size_t i = 0; i < scores.size(); ++i) {
    if (positive[i])
      above.push_back((all[i] - of_hits[above.size()]) / n);
    else
      below.push_back(1 - (all[i] - of_others[below.size()]) / m);
  }
  const double area = std::accumulate(above.begin(), above.end(), 0.0) / m;
  const bool vanishes = area == 0 || area == 1 || hits.size() < 2 || others.size() < 2;
  if (vanishes) return {area, deviation_of_few(area, std::min(m, n))};
  return {area, std::sqrt(variance(above, area) / m + variance(below, area) / n)};
}

void Ranking::add(const float* row, std::int64_t count, double log_sum_exp, std::int64_t truth) {
  for (std::int64_t j = 0; j < count; ++j) {
    scores_.push_back(static_cast<float>(double{row[j]} - log_sum_exp));
  }
  truths_.push_back(truth);
}

namespace {

RocArea area_of_class(const std::vector<float>& scores_of_all,
                      const std::vector<std::int64_t>& truths, std::size_t classes,
                      std::size_t which) {
  std::vector<float> scores;
  std::vector<bool> positive;
  for (std::size_t i = 0; i < truths.size(); ++i) {
    scores.push_back(scores_of_all[i * classes + which]);
    positive.push_back(truths[i] == static_cast<std::int64_t>(which));
  }
  return roc_area(scores, positive);
}

RocArea mean_area(const std::vector<float>& scores_of_all, const std::vector<std::int64_t>& truths,
                  std::size_t classes) {
  if (classes == 2) return area_of_class(scores_of_all, truths, classes, 1);
  RocArea mean{.area = 0, .deviation = 0};
  double count = 0;
  for (std::size_t which = 0; which < classes; ++which) {
    const auto label = static_cast<std::int64_t>(which);
    const auto of_class = std::ranges::count(truths, label);
    if (of_class == 0 || of_class == std::ssize(truths)) continue;
    const RocArea area = area_of_class(scores_of_all, truths, classes, which);
    mean.area += area.area;
    mean.deviation += area.deviation;
    ++count;
  }
  if (count == 0) return {};
  mean.area /= count;
  mean.deviation /= count;
  return mean;
}

}  // namespace

double Ranking::auc(std::size_t classes) const {
  return mean_area(scores_, truths_, classes).area;
}

Interval Ranking::interval(std::size_t classes) const {
  const RocArea area = mean_area(scores_, truths_, classes);
  return {std::max(0.0, area.area - kNormal95 * area.deviation),
          std::min(1.0, area.area + kNormal95 * area.deviation)};
}

}  // namespace maas::tasks
