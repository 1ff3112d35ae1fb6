#pragma once

#include <memory>
#include <string>
#include <vector>

#include "inference/model.h"
#include "maas/digest_check.h"
#include "maas/recipe.h"
#include "pipelines/assembly/samples.h"
#include "recipe/gate.h"
#include "store/seen.h"
#include "training/loop.h"

namespace maas::pipelines {

/// A recipe's parts, made and fitted to each other.
struct Assembly {
  Samples samples;
  inference::ModelDescription description;
  std::shared_ptr<models::Network> network;
  std::unique_ptr<tasks::Task> task;
  training::Plan plan;
  std::shared_ptr<const feed::Source> train;  ///< the training samples as batches take them
  std::shared_ptr<const feed::Source> valid;  ///< null without a validation split
  std::shared_ptr<const feed::Source> test;   ///< null without a test split
  std::vector<recipe::Gate> gates;
  store::SeenSamples seen;            ///< what is trained on, and what `model.from` was
  std::vector<std::string> warnings;  ///< about the samples
  std::string from;  ///< fingerprint of the weights of `model.from`; empty without it

  training::LoopParts loop_parts(const Recipe& recipe,
                                 std::vector<std::shared_ptr<training::StepHook>> hooks = {}) const;
};

/// Opens the data and fits everything but the network to it.
/// @param model  that is trained further: its task is kept as it was fitted; may be null
/// @throws Error kInvalidRecipe if parts do not go together; kNotFound, kInvalidData;
///   kInterrupted or kTerminated if a stop is asked for
Assembly open_parts(const Recipe& recipe, Progress& progress,
                    const inference::Model* model = nullptr);

/// Builds the network; its weights have no values yet, and those of `model.freeze` are frozen.
/// @throws Error kInvalidRecipe if its options do not suit the data, or `freeze` the network
void build_network(const Recipe& recipe, Assembly& assembly);

/// Draws the network's weights, or takes them from `model.from`.
/// @param check  of the files of `model.from`
/// @throws Error kInvalidRecipe, kNotFound, kInvalidData
void set_weights(const Recipe& recipe, DigestCheck check, Assembly& assembly);

/// All three, one after the other.
Assembly assemble(const Recipe& recipe, DigestCheck check, Progress& progress);

}  // namespace maas::pipelines
