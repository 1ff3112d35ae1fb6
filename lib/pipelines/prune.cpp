#include "maas/prune.h"

#include <algorithm>
#include <cmath>

#include "base/strings.h"
#include "compress/prune/registry.h"
#include "compress/prune/shrink.h"
#include "compress/prune/sparsity.h"
#include "compress/prune/unit_importance.h"
#include "graph/cost.h"
#include "graph/coupling.h"
#include "inference/graph_of.h"
#include "maas/catalog.h"
#include "maas/error.h"
#include "maas/recipe.h"
#include "pipelines/compression/compression.h"
#include "pipelines/compression/finetune.h"
#include "pipelines/compression/supports.h"
#include "tensor/boundary.h"
#include "tensor/network_state.h"

namespace maas {
namespace {

/// A model without some of its weights.
struct Pruned {
  inference::Model model;
  std::vector<LayerChange> layers;
  std::vector<std::shared_ptr<training::StepHook>> hooks{};  ///< for further training
};

std::string kind_of(const PruneOptions& options) {
  return options.sparsity ? "unstructured" : "structured";
}

void check(const PruneOptions& options) {
  if (options.sparsity.has_value() != options.structured.empty()) {
    throw failure_with_hint(
        ErrorCode::kInvalidRecipe,
        "give --sparsity 0.8 for zeros, or --structured channels,neurons for a smaller network",
        "{} given",
        options.sparsity ? "both --sparsity and --structured are"
                         : "neither --sparsity nor --structured is");
  }
  if (options.sparsity.has_value() == options.target_params.has_value()) {
    throw failure_with_hint(
        ErrorCode::kInvalidRecipe, "--target-params 0.5 keeps half of the parameters", "{}",
        options.sparsity ? "target_params goes with structured, not with sparsity"
                         : "structured pruning needs target_params");
  }
}

/// Sets the least important weights to zero.
Pruned zero_weights(pipelines::Compression& compression, const PruneOptions& options,
                    const pruners::Pruner& pruner) {
  Pruned pruned{.model = compression.copy()};
  const auto layers = compress::layers_of(*pruned.model.network, options.common.ignore);
  const auto zeros = pruners::choose_zeros(layers, pruner, *options.sparsity);
  pruned.layers = pruners::set_zeros(layers, zeros);
  pruned.hooks.push_back(std::make_shared<pruners::KeepZeros>(zeros));
  compression.note("zeros take as much room and time as other weights");
  return pruned;
}

/// Parameters to keep: a fraction of what there is, or a count.
std::int64_t target_of(double target_params, std::int64_t parameters) {
  const auto all = static_cast<double>(parameters);
  return static_cast<std::int64_t>(target_params < 1 ? target_params * all
                                                     : std::min(target_params, all));
}

pruners::UnitKinds kinds_of(const std::vector<std::string>& names) {
  const auto has = [&](const char* name) { return std::ranges::find(names, name) != names.end(); };
  return {.channels = has("channels"), .neurons = has("neurons")};
}

/// Takes the least important units out and rebuilds the network with narrower layers.
Pruned remove_units(pipelines::Compression& compression, const PruneOptions& options,
                    const pruners::Pruner& pruner) {
  Pruned pruned{.model = compression.copy()};
  inference::Model& model = pruned.model;
  model.network->resized({});  // some networks never are
  const auto layers = compress::layers_of(*model.network, options.common.ignore);
  const graph::Graph graph = inference::graph_of(model.description);
  const auto groups =
      pruners::removable_units(graph::coupled_units(graph), kinds_of(options.structured), layers);
  if (groups.empty()) {
    fail(ErrorCode::kInvalidRecipe, "the model has no {} that can be removed",
         base::join(options.structured, " or "));
  }
  const tensor::NetworkState state = tensor::state_of(*model.network);
  const tensor::NamedTensors parameters = state.parameters();
  const auto kept = pruners::choose_units(
      groups, pruners::unit_importance(groups, parameters, pruner), parameters,
      target_of(*options.target_params, graph::parameter_count(graph)));
  pruners::ShrunkNetwork shrunk = pruners::shrink(groups, kept, layers, state.all());

  model.description.architecture.options = model.network->resized(shrunk.widths);
  model.network = inference::build_network(model.description);
  tensor::copy_values(shrunk.weights, tensor::state_of(*model.network).all());
  model.network->eval();
  pruned.layers = std::move(shrunk.changes);
  return pruned;
}

CompressReport run(PruneOptions options, const Recipe* finetune, Progress& progress) {
  look_up(catalog(), Registry::kPruner, options.method);
  check(options);
  pipelines::require_support(Registry::kPruner, options.method.name, kind_of(options));
  const auto pruner = pruners::factories().make(options.method);
  pipelines::Compression compression(
      pipelines::request_of("prune", fmt::format("{}, {}", options.method.name, kind_of(options)),
                            options),
      finetune, progress);
  if (auto report = compression.up_to_date()) return *std::move(report);
  Pruned pruned = options.sparsity ? zero_weights(compression, options, *pruner)
                                   : remove_units(compression, options, *pruner);
  if (finetune != nullptr) {
    if (const auto value = compression.headline(pruned.model)) {
      compression.note(
          fmt::format("{} before fine-tuning: {:.4f}", compression.headline(), *value));
    }
    pipelines::fine_tune(pruned.model, *finetune, pruned.hooks, compression.destination(),
                         progress);
  }
  return compression.finish(pruned.model, tensor::state_of(*pruned.model.network).all(),
                            std::move(pruned.layers));
}

}  // namespace

CompressReport prune(const PruneOptions& options, const Recipe* finetune, Progress& progress) {
  return tensor::at_boundary([&] { return run(options, finetune, progress); });
}

}  // namespace maas
