#include "report/training_report.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "maas/metric_name.h"
#include "report/confusion_table.h"
#include "report/html.h"
#include "report/line_chart.h"
#include "report/page.h"

namespace maas::report {
namespace {

struct Metric {
  double value = 0;
  std::string interval;  ///< "0.884 to 0.897", or empty
};

/// name -> split -> value
using MetricTable = std::map<std::string, std::map<std::string, Metric>>;

std::string interval_text(const Intervals& intervals, const std::string& key) {
  const auto found = intervals.find(key);
  if (found == intervals.end()) return "";
  return fmt::format("{} to {}", readable(found->second[0]), readable(found->second[1]));
}

/// The metrics without those of single classes, which have a table of their own.
MetricTable overall_metrics(const TrainingReport& report) {
  MetricTable table;
  for (const auto& [key, value] : report.metrics) {
    const std::size_t dot = key.find('.');
    const std::string name = dot == std::string::npos ? key : key.substr(dot + 1);
    const std::string split = dot == std::string::npos ? "" : key.substr(0, dot);
    if (!is_of_a_class(name)) table[name][split] = {value, interval_text(report.intervals, key)};
  }
  return table;
}

/// The splits that have metrics, the most telling first.
std::vector<std::string> splits_of(const MetricTable& table) {
  std::set<std::string> present;
  for (const auto& [name, values] : table) {
    for (const auto& [split, value] : values) present.insert(split);
  }
  std::vector<std::string> splits;
  for (const char* split : {"test", "valid", "train"}) {
    if (present.erase(split) > 0) splits.emplace_back(split);
  }
  splits.insert(splits.end(), present.begin(), present.end());
  return splits;
}

std::vector<Tile> tiles_of(const MetricTable& table, const std::vector<std::string>& splits,
                           const std::vector<std::string>& shown) {
  std::vector<Tile> all;
  for (const std::string& name : shown) {
    const auto metric = table.find(name);
    if (metric == table.end()) continue;
    for (const std::string& split : splits) {
      const auto found = metric->second.find(split);
      if (found == metric->second.end()) continue;
      const Metric& value = found->second;
      all.push_back(
          {readable(value.value), fmt::format("{} {}{}{}", split, name,
                                              value.interval.empty() ? "" : ", ", value.interval)});
      break;
    }
  }
  return all;
}

std::string charts(const TrainingReport& report) {
  std::vector<std::pair<std::string, std::vector<const Curve*>>> by_name;
  for (const Curve& curve : report.curves) {
    const auto found = std::find_if(by_name.begin(), by_name.end(),
                                    [&](const auto& group) { return group.first == curve.name; });
    auto& group = found != by_name.end()
                      ? *found
                      : by_name.emplace_back(curve.name, std::vector<const Curve*>{});
    group.second.push_back(&curve);
  }
  std::string figures;
  for (const auto& [name, curves] : by_name) figures += line_chart(name, curves);
  return fmt::format("<div class=\"charts\">\n{}</div>\n", figures);
}

std::string cell_text(const Metric& metric) {
  const std::string value = readable(metric.value);
  return metric.interval.empty() ? value : fmt::format("{} ({})", value, metric.interval);
}

std::string metric_table(const MetricTable& table, const std::vector<std::string>& splits) {
  std::string head;
  std::string rows;
  for (const std::string& split : splits) {
    head += fmt::format("<th class=\"number\">{}</th>", escaped(split));
  }
  for (const auto& [name, values] : table) {
    rows += fmt::format("<tr><td>{}</td>", escaped(name));
    for (const std::string& split : splits) {
      const auto found = values.find(split);
      rows += "<td class=\"number\">" + (found == values.end() ? "" : cell_text(found->second)) +
              "</td>";
    }
    rows += "</tr>\n";
  }
  return fmt::format(
      "<table class=\"plain\">\n<thead><tr><th>metric</th>{}</tr></thead>\n<tbody>\n{}</tbody>"
      "</table>\n",
      head, rows);
}

std::string class_table(const std::vector<ClassResult>& classes) {
  std::string rows;
  for (const ClassResult& result : classes) {
    rows += fmt::format("<tr><td>{}</td>", escaped(result.label));
    for (const double value : {result.precision, result.recall, result.f1}) {
      rows += fmt::format("<td class=\"number bar\" style=\"--share:{0:.3f}\">{0:.3f}</td>", value);
    }
    rows += fmt::format("<td class=\"number\">{}</td></tr>\n", result.support);
  }
  return fmt::format(
      "<table class=\"plain\">\n<thead><tr><th>class</th><th class=\"number\">precision</th>"
      "<th class=\"number\">recall</th><th class=\"number\">F1</th>"
      "<th class=\"number\">samples</th></tr></thead>\n<tbody>\n{}</tbody></table>\n",
      rows);
}

std::string of_split(const std::string& heading, const std::string& split) {
  return split.empty() ? heading : fmt::format("{}, {} split", heading, split);
}

/// The confusion matrix and the table of the classes, side by side where there is room.
std::string by_class(const TrainingReport& report) {
  std::string parts;
  if (!report.confusion.empty()) {
    parts += section(of_split("Confusion matrix", report.judged),
                     in_card(confusion_table(report.confusion, report.labels)));
  }
  if (!report.classes.empty()) {
    parts += section(of_split("Classes", report.judged), in_card(class_table(report.classes)));
  }
  return parts.empty() ? "" : fmt::format("<div class=\"pair\">\n{}</div>\n", parts);
}

}  // namespace

std::string render_html(const TrainingReport& report) {
  const MetricTable table = overall_metrics(report);
  const std::vector<std::string> splits = splits_of(table);
  std::string body =
      header(report.title, report.facts, tiles(tiles_of(table, splits, report.shown)));
  if (!report.curves.empty()) body += section("Curves", charts(report));
  body += by_class(report);
  if (!report.mistakes.empty()) {
    body += section(of_split("Worst mistakes", report.judged), gallery(report.mistakes));
  }
  if (!table.empty()) body += section("Metrics", in_card(metric_table(table, splits)));
  if (!report.recipe_yaml.empty()) body += section("Recipe", code_block(report.recipe_yaml));
  return page(report.title, body);
}

}  // namespace maas::report
