#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "maas/fields.h"
#include "maas/progress.h"
#include "maas/quantize.h"

namespace maas {

/// What `maas prune` is asked; the recipe's `prune:` block holds the same keys.
struct PruneOptions {
  Path model;
  Path output;
  Component method{"magnitude", {}};
  std::optional<double> sparsity;
  std::vector<std::string> structured;
  std::optional<double> target_params;
  Path finetune;
  std::vector<std::string> ignore;
  std::vector<std::string> gate;
  std::optional<std::int64_t> limit;
  bool force = false;
  std::string device = "cpu";
  std::optional<std::int64_t> threads;
};

inline void describe(Fields& fields, PruneOptions& options) {
  fields("output", options.output, "model directory to write").metavar("OUT");
  fields.component("method", options.method, Registry::kPruner, "how importance is judged");
  fields("sparsity", options.sparsity, "share of the weights that become zero")
      .range({.min = 0, .max = 1, .min_open = true, .max_open = true});
  fields(
      "structured", options.structured,
      "remove whole units, so that tensors really shrink: channels (of convolutions), neurons (of "
      "hidden linear layers)")
      .choices({"channels", "neurons"});
  fields("target_params", options.target_params,
         "parameters to keep in structured pruning: below 1 a fraction, else a count")
      .range(above(0));
  fields("finetune", options.finetune, "recipe to train the pruned model by").metavar("RECIPE");
  fields("ignore", options.ignore, "layers to leave as they are, by name; may be repeated")
      .metavar("LAYER");
  fields("gate", options.gate, "limit that the pruned model must meet, e.g. 'acc>=0.88'")
      .metavar("EXPR");
  fields("limit", options.limit, "judge by the first so many samples only").range(at_least(1));
  fields("force", options.force, "replace a model directory that maas wrote");
  fields("device", options.device, "device to run on: cpu").metavar("DEVICE");
  fields("threads", options.threads, "compute threads").range(between(1, 1024)).absent("auto");
}

struct Recipe;

/// Writes a copy of a model with fewer weights, or with zeros among them.
///
/// @param finetune  the recipe that `options.finetune` names, read; null without one
/// @throws Error kNotFound, kInvalidData, kInvalidRecipe (neither or both of sparsity and
/// structured,
///   a target that cannot be reached), kGateNotMet (after publishing), kCannotCreate, kIo, and what
///   train() throws
CompressReport prune(const PruneOptions& options, const Recipe* finetune, Progress& progress);

}  // namespace maas
