#include "pipelines/judging/plain.h"

#include <array>
#include <string_view>

#include <fmt/format.h>

namespace maas::pipelines {
namespace {

struct Plain {
  std::string_view prefix;
  std::string_view what;
};

constexpr std::array<Plain, 2> kPlain = {{{"naive_", "the seasonal naive forecast"},
                                          {"popularity_", "the list of what most users like"}}};

}  // namespace

std::vector<std::string> worse_than_plain(const MetricSpecs& specs,
                                          const std::map<std::string, double>& metrics) {
  std::vector<std::string> all;
  for (const auto& [prefix, what] : kPlain) {
    for (const auto& [name, plain] : metrics) {
      if (!name.starts_with(prefix)) continue;
      const auto own = metrics.find(name.substr(prefix.size()));
      const MetricSpec* const spec = find_metric(specs, name);
      if (own == metrics.end() || spec == nullptr) continue;
      if (spec->larger_is_better ? own->second >= plain : own->second <= plain) continue;
      all.push_back(
          fmt::format("{} of {:.4g} is worse than the {:.4g} of {}, which needs no training",
                      own->first, own->second, plain, what));
    }
  }
  return all;
}

}  // namespace maas::pipelines
