#include "pipelines/run/metrics.h"

#include <sstream>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/files.h"
#include "formats/json/json.h"
#include "maas/error.h"

namespace maas::pipelines {
namespace {

MetricValue parse_line(const std::string& line, const std::string& origin) {
  const auto json = formats::parse_json(line, origin);
  try {
    return {.t = json.at("t"),
            .step = json.at("step"),
            .epoch = json.at("epoch"),
            .split = json.at("split"),
            .name = json.at("name"),
            .value = json.at("value")};
  } catch (const nlohmann::json::exception&) {
    fail(ErrorCode::kInvalidData, "'{}': the line is no value of a metric", origin);
  }
}

}  // namespace

std::string metric_line(const MetricValue& metric) {
  return nlohmann::ordered_json{{"t", metric.t},         {"step", metric.step},
                                {"epoch", metric.epoch}, {"split", metric.split},
                                {"name", metric.name},   {"value", metric.value}}
      .dump();
}

std::vector<MetricValue> read_metrics(const std::filesystem::path& path) {
  std::vector<MetricValue> values;
  std::istringstream lines(base::read_file(path));
  for (std::string line; std::getline(lines, line);) {
    values.push_back(parse_line(line, fmt::format("{}:{}", path.string(), values.size() + 1)));
  }
  return values;
}

}  // namespace maas::pipelines
