#include "report/confusion_table.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

#include "report/html.h"

namespace maas::report {
namespace {

using Counts = std::vector<std::vector<std::int64_t>>;

constexpr std::size_t kMostClasses = 32;
constexpr std::size_t kMostConfusions = 30;

std::string cell(std::int64_t count, std::int64_t total, bool is_right) {
  if (count == 0) return "<td class=\"none\">0</td>";
  const double share = static_cast<double>(count) / static_cast<double>(total);
  // The root lifts rare confusions out of the ground.
  return fmt::format("<td class=\"{}\" style=\"--share:{:.3f}\" title=\"{:.1f} %\">{}</td>",
                     is_right ? "right" : "wrong", std::sqrt(share), 100 * share, count);
}

std::string matrix(const Counts& counts, const std::vector<std::string>& labels) {
  std::string head;
  std::string rows;
  for (std::size_t truth = 0; truth < counts.size(); ++truth) {
    const std::string label = escaped(labels[truth]);
    head += fmt::format("<th scope=\"col\"><span>{}</span></th>", label);
    rows += fmt::format("<tr><th scope=\"row\">{}</th>", label);
    const auto total = std::accumulate(counts[truth].begin(), counts[truth].end(), std::int64_t{0});
    for (std::size_t guess = 0; guess < counts.size(); ++guess) {
      rows += cell(counts[truth][guess], total, truth == guess);
    }
    rows += "</tr>\n";
  }
  return fmt::format(
      "<table class=\"confusion\">\n<caption>Rows: true class. Columns: predicted "
      "class.</caption>\n"
      "<thead><tr><td></td>{}</tr></thead>\n<tbody>\n{}</tbody></table>\n",
      head, rows);
}

struct Confused {
  std::int64_t count = 0;
  std::size_t truth = 0;
  std::size_t guess = 0;
};

std::vector<Confused> most_frequent(const Counts& counts) {
  std::vector<Confused> all;
  for (std::size_t truth = 0; truth < counts.size(); ++truth) {
    for (std::size_t guess = 0; guess < counts.size(); ++guess) {
      if (truth != guess && counts[truth][guess] > 0) {
        all.push_back({counts[truth][guess], truth, guess});
      }
    }
  }
  std::stable_sort(all.begin(), all.end(),
                   [](const Confused& a, const Confused& b) { return a.count > b.count; });
  all.resize(std::min(all.size(), kMostConfusions));
  return all;
}

std::string list(const Counts& counts, const std::vector<std::string>& labels) {
  std::string rows;
  for (const Confused& confused : most_frequent(counts)) {
    rows += fmt::format("<tr><td>{}</td><td>{}</td><td class=\"number\">{}</td></tr>\n",
                        escaped(labels[confused.truth]), escaped(labels[confused.guess]),
                        confused.count);
  }
  return fmt::format(
      "<table class=\"plain\">\n<caption>The most frequent confusions.</caption>\n"
      "<thead><tr><th>true class</th><th>predicted class</th><th class=\"number\">count</th></tr>"
      "</thead>\n<tbody>\n{}</tbody></table>\n",
      rows);
}

}  // namespace

std::string confusion_table(const Counts& counts, const std::vector<std::string>& labels) {
  return counts.size() <= kMostClasses ? matrix(counts, labels) : list(counts, labels);
}

}  // namespace maas::report
