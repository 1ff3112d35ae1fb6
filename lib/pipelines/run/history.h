#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "maas/train.h"
#include "store/run_directory.h"
#include "store/run_manifest.h"

namespace maas::pipelines {

/// What a run directory holds from before, and what is to be done with it.
struct RunHistory {
  std::optional<store::RunManifest> manifest;  ///< of the run to continue; nothing: a new one
  bool up_to_date = false;                     ///< complete, by the same recipe
  std::string until_before;                    ///< `train.until`, where another is asked now
};

/// What a run depends on beside its recipe.
struct Beginning {
  std::map<std::string, std::string> data;  ///< split -> fingerprint
  std::string from;                         ///< fingerprint of the weights of `model.from`
};

/// Returns whether a run may begin at the path without looking back: nothing is there yet.
/// @throws Error kNotFound if nothing is there, but `--resume must` wants a run to continue
bool is_untouched(const std::filesystem::path& path, const TrainOptions& options);

/// Compares what is in the run directory with what is asked; nothing is changed.
///
/// @throws Error kInvalidRecipe if the recipe differs in keys that may not change on resume;
///   kNotFound if `--resume must` finds no checkpoint; kCannotCreate if `--resume never` finds a
///   run and there is no `--force`
RunHistory look_back(const store::RunPaths& run, const TrainRequest& request);

/// Returns what is not as it was when the run of `history` was trained last, and lets the same seed
/// give other bytes: the program, and the instruction sets of the machine.
std::vector<std::string> changed_surroundings(const RunHistory& history,
                                              const store::RunManifest& now);

/// Returns the lengths that the run of `history` was trained towards before it is continued: a
/// schedule by another length gives other weights.
std::vector<std::string> lengths_before(const RunHistory& history, const store::RunPaths& run);

/// Makes sure that a run to continue has not gone beyond its end.
///
/// @param steps  of the whole training
/// @param force  forget a run that has, so that a new one begins
/// @throws Error kInvalidRecipe if it has, and there is no `force`
void require_within(RunHistory& history, const store::RunPaths& run, std::int64_t steps,
                    bool force);

/// Compares what the run of `history` was begun with with what there is now.
///
/// @param force  forget a run that was begun otherwise, so that a new one begins; so is one that
///   ended before its first checkpoint
/// @throws Error kInvalidData if it was begun otherwise, and there is no `force`
void require_same_beginning(RunHistory& history, const store::RunPaths& run, const Beginning& now,
                            bool force);

}  // namespace maas::pipelines
