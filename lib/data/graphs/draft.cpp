#include "data/graphs/draft.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "data/draft_text.h"
#include "data/extents.h"
#include "data/graphs.h"
#include "data/graphs/sizes.h"
#include "maas/error.h"
#include "recipe/compose.h"

namespace maas::data {
namespace {

/// Graphs that a training looks at in all, before the bounds on its epochs.
constexpr std::int64_t kGraphsSeen = 50'000;
constexpr std::int64_t kFewestEpochs = 10;
constexpr std::int64_t kMostEpochs = 200;
/// Nodes of one graph are learnt together: each step goes through the whole graph.
constexpr std::int64_t kNodesAtOnce = 16'384;

/// @throws Error kInvalidData if there are fewer than two
void require_classes(const Dataset& samples, const DraftRequest& request) {
  const std::vector<std::string>& classes = samples.classes();
  if (classes.size() >= 2) return;
  fail(ErrorCode::kInvalidData, "'{}' has one class, '{}': a classifier needs two or more",
       request.source.string(), classes.front());
}

/// @throws Error kUsage if the task that is wanted is not for the samples
std::string task_of(const DraftRequest& request, const Graphs& graphs) {
  std::string suiting = suiting_task(graphs);
  if (request.task.empty() || request.task == suiting) return suiting;
  fail(ErrorCode::kUsage, "--task: '{}' is not for {}, '{}' is", request.task,
       graphs.are_nodes() ? "nodes of one graph" : "whole graphs", suiting);
}

/// "188 graphs of 10 to 28 nodes, 10 to 33 edges"
std::string what_text(const Graphs& graphs) {
  const std::vector<Extent> sizes = sizes_of(graphs);
  return fmt::format("{} {} of {}, {}, {}", grouped(graphs.size()),
                     graphs.are_nodes() ? "nodes that have a class, in a graph" : "graphs",
                     range_text(sizes[0]), range_text(sizes[1]), range_text(sizes[2]));
}

std::string head(const Graphs& graphs, const std::string& task) {
  return fmt::format(
      "# {}.\n# {}.\n"
      "# Written by `maas recipe init`. What is left out has its default: `maas recipe show` "
      "tells.\n"
      "schema: {}\n"
      "task: {}\n",
      what_text(graphs), classes_text(graphs), recipe::kSchema, task);
}

std::int64_t batch_of(const Graphs& graphs) {
  if (graphs.are_nodes()) return kNodesAtOnce;
  return graphs.size() < 1000 ? 32 : 128;
}

std::string network_of(const Graphs& graphs) {
  if (graphs.are_nodes()) {
    return "model: {arch: gcn, hidden: 64, dropout: 0.5}\n"
           "optim: {name: adamw, lr: 0.01, weight_decay: 0.01}\n"
           "train: {until: 200epoch}\n"
           "checkpoint: {best: valid.acc}\n";
  }
  return fmt::format(
      "model: {{arch: gin, hidden: 32, dropout: 0.5}}\n"
      "optim: {{name: adamw, lr: 0.01, weight_decay: 0.01}}\n"
      "schedule: {{name: one-cycle}}\n"
      "train: {{until: {}epoch}}\n"
      "checkpoint: {{best: valid.acc}}\n",
      std::clamp(kGraphsSeen / graphs.size(), kFewestEpochs, kMostEpochs));
}

}  // namespace

Draft draft_for_graphs(const std::vector<SplitFiles>& splits, const DraftRequest& request,
                       Progress&) {
  if (!request.target.empty()) {
    throw failure_with_hint(ErrorCode::kUsage,
                            "a recipe names the column of the class of nodes: `label: COLUMN`",
                            "--target: graphs have no column '{}'", request.target);
  }
  const auto samples = open(splits.front());
  const auto& graphs = as<Graphs>(*samples);
  const std::string task = task_of(request, graphs);
  require_classes(*samples, request);
  require_enough(splits, class_counts(*samples), graphs.are_nodes() ? "nodes" : "graphs");
  return {head(graphs, task) + "\ndata:\n" + splits_text(splits, graphs.size()) +
              fmt::format("  loader: {{global_batch: {}}}\n\n", batch_of(graphs)) +
              network_of(graphs),
          samples->left_out()};
}

}  // namespace maas::data
