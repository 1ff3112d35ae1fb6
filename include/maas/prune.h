#pragma once

#include <optional>
#include <string>
#include <vector>

#include "maas/compress.h"
#include "maas/progress.h"

namespace maas {

/// What `maas prune` is asked; the recipe's `prune:` block holds the same keys.
struct PruneOptions {
  CompressOptions common;
  Component method{"magnitude", {}};
  std::optional<double> sparsity;
  std::vector<std::string> structured;
  std::optional<double> target_params;
  Path finetune;
};

inline void describe(Fields& fields, PruneOptions& options) {
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
  describe(fields, options.common);
}

struct Recipe;

/// Writes a copy of a model with fewer weights, or with zeros among them.
///
/// @param finetune  the recipe that `options.finetune` names, read; null without one
/// @throws Error kUsage (a gate is malformed, or its metric unknown), kNotFound, kInvalidData,
///   kInvalidRecipe (neither or both of sparsity and structured, a target that cannot be reached),
///   kInterrupted and kTerminated (nothing is published), kCannotCreate, kIo, and what train()
///   throws
CompressReport prune(const PruneOptions& options, const Recipe* finetune, Progress& progress);

}  // namespace maas
