#include "data/graphs/check.h"

#include <optional>

#include <fmt/format.h>

#include "data/extents.h"
#include "data/graphs.h"
#include "data/graphs/sizes.h"

namespace maas::data {
namespace {

class GraphCheck final : public SplitCheck {
 public:
  explicit GraphCheck(std::string task) : task_(std::move(task)) {}

  std::vector<BrokenSample> read(const Dataset& samples, SplitSummary& summary,
                                 Progress& progress) override {
    Counter counter("graphs", samples.size(), progress, Counter::kQuiet);
    auto broken = verify_all(samples, samples.size(), counter);
    const std::vector<Extent> sizes = sizes_of(as<Graphs>(samples));
    if (!sizes.empty()) summary.shapes.push_back(range_text(sizes.front()));
    return broken;
  }

  std::vector<Finding> findings(const std::string& key, const Dataset& samples) override {
    std::vector<Finding> found;
    const auto& graphs = as<Graphs>(samples);
    const std::string suiting = suiting_task(graphs);
    if (task_ != suiting) {
      found.push_back({"task", ErrorCode::kInvalidRecipe,
                       fmt::format("the samples of {} are {}, '{}' is not for them", key,
                                   graphs.are_nodes() ? "nodes of one graph" : "graphs", task_),
                       fmt::format("`task: {}`", suiting)});
    }
    if (!features_) features_ = graphs.features();
    if (*features_ != graphs.features()) {
      found.push_back({key, ErrorCode::kInvalidData,
                       fmt::format("nodes of {} have {} features, those of data.train {}", key,
                                   graphs.features(), *features_)});
    }
    return found;
  }

 private:
  std::string task_;
  std::optional<std::int64_t> features_;  ///< of the first split
};

}  // namespace

std::unique_ptr<SplitCheck> make_graph_check(const Recipe& recipe) {
  return std::make_unique<GraphCheck>(recipe.task.name);
}

}  // namespace maas::data
