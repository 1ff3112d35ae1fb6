#include "pipelines/run/history.h"

#include <algorithm>

#include "base/files.h"
#include "base/strings.h"
#include "maas/catalog.h"
#include "maas/error.h"
#include "recipe/loader.h"
#include "recipe/resume.h"
#include "store/model_manifest.h"

namespace maas::pipelines {
namespace {

constexpr const char* kForce = "train into another directory with -o, or start over with --force";

/// Where the recorded recipe and the asked one differ.
struct Difference {
  bool any = false;
  std::string until_before;
  std::vector<recipe::Change> conflicts;
};

/// The recipe that a run was begun with; keys that it does not have are at their defaults.
/// @throws Error kInvalidRecipe if this program does not know one of its keys
recipe::Node recorded_recipe(const store::RunPaths& run) {
  recipe::Document document =
      recipe::load_text(base::read_file(run.recipe()), run.recipe().string(), catalog());
  Recipe recorded;
  document.read(recorded);
  document.throw_if_any();
  return recipe::resolved_node(recorded);
}

Difference compare(const store::RunPaths& run, const Recipe& asked) {
  const recipe::Node recorded = recorded_recipe(run);
  const recipe::Node now = recipe::resolved_node(asked);
  const std::vector<recipe::Change> changes = recipe::changes(recorded, now);
  const auto until = std::ranges::find(changes, "train.until", &recipe::Change::path);
  Recipe copy = asked;
  return {!changes.empty(), until == changes.end() ? "" : until->before,
          recipe::conflicts(recorded, now, fields_of(copy))};
}

[[noreturn]] void refuse(const store::RunPaths& run, const std::vector<recipe::Change>& conflicts) {
  std::vector<std::string> lines;
  for (const recipe::Change& change : conflicts) {
    lines.push_back(fmt::format("{} was {}, now {}", change.path, change.before, change.after));
  }
  throw failure_with_hint(ErrorCode::kInvalidRecipe, kForce,
                          "{}: the run cannot be continued by another recipe: {}",
                          run.path().string(), base::join(lines, "; "));
}

/// @throws Error kInvalidData if there are checkpoints, which a new beginning would remove
void require_nothing_to_lose(const store::RunPaths& run, const std::string& missing) {
  const std::size_t count = run.checkpoints().size();
  if (count == 0 && !base::exists(run.model())) return;
  throw failure_with_hint(
      ErrorCode::kInvalidData, kForce,
      "{}: '{}' is missing, without which the run cannot be continued; {}", run.path().string(),
      missing,
      count > 0 ? fmt::format("its {} checkpoints are there", count) : "its model is there");
}

/// Reads the manifest of a run; one that is broken is passed over where the run may be replaced.
std::optional<store::RunManifest> manifest_of(const store::RunPaths& run, bool force) {
  try {
    return store::read_run_manifest(run.manifest());
  } catch (const Error& error) {
    if (error.code() != ErrorCode::kInvalidData) throw;
    if (force) return std::nullopt;
    throw failure_with_hint(ErrorCode::kInvalidData, kForce, "{}", error.what());
  }
}

[[noreturn]] void refuse_to_begin(const std::filesystem::path& path) {
  fail(ErrorCode::kNotFound, "{}: there is no checkpoint to continue from", path.string());
}

}  // namespace

bool is_untouched(const std::filesystem::path& path, const TrainOptions& options) {
  if (base::exists(path) && !base::is_empty_directory(path)) return false;
  if (options.resume == "must") refuse_to_begin(path);
  return true;
}

RunHistory look_back(const store::RunPaths& run, const TrainRequest& request) {
  const TrainOptions& options = request.options;
  const auto manifest = manifest_of(run, options.force);
  const bool has_recipe = base::exists(run.recipe());
  if (options.resume == "must" && run.checkpoints().empty()) refuse_to_begin(run.path());
  if (!manifest || !has_recipe) {
    const auto& missing = manifest ? run.recipe() : run.manifest();
    if (!options.force) require_nothing_to_lose(run, missing.filename().string());
    return {};
  }
  const bool start_over = options.resume == "never";
  if (start_over && !options.force) {
    throw failure_with_hint(ErrorCode::kCannotCreate, kForce, "{}: there is a run already",
                            run.path().string());
  }
  Difference difference;
  try {
    difference = compare(run, request.recipe);
  } catch (const Error& error) {
    if (error.code() != ErrorCode::kInvalidRecipe) throw;
    if (options.force) return {};
    throw failure_with_hint(ErrorCode::kInvalidRecipe, kForce, "{}", error.what());
  }
  if (!difference.conflicts.empty() && !options.force) refuse(run, difference.conflicts);
  if (start_over || !difference.conflicts.empty()) return {};
  return {manifest,
          manifest->status == "complete" && !difference.any && store::is_whole(run.model()),
          difference.until_before};
}

std::vector<std::string> changed_surroundings(const RunHistory& history,
                                              const store::RunManifest& now) {
  if (!history.manifest) return {};
  const store::RunManifest& then = *history.manifest;
  std::vector<std::string> changes;
  const auto compare = [&](const char* what, const std::string& before, const std::string& after) {
    if (before == after) return;
    changes.push_back(fmt::format(
        "the run was trained {} {}, and goes on {} {}: the weights will differ in their "
        "last bits from those of a run that stayed",
        what, before, what, after));
  };
  compare("by maas", then.build, now.build);
  compare("with the instruction sets", base::join(then.cpu_features), base::join(now.cpu_features));
  return changes;
}

std::vector<std::string> lengths_before(const RunHistory& history, const store::RunPaths& run) {
  if (!history.manifest) return {};
  std::vector<std::string> lengths = history.manifest->until_before;
  const auto checkpoints = run.checkpoints();
  if (!history.until_before.empty() && !checkpoints.empty()) {
    lengths.push_back(fmt::format("{} to step {}", history.until_before, checkpoints.front().step));
  }
  return lengths;
}

void require_within(RunHistory& history, const store::RunPaths& run, std::int64_t steps,
                    bool force) {
  if (!history.manifest) return;
  const auto checkpoints = run.checkpoints();
  const std::int64_t done = checkpoints.empty() ? 0 : checkpoints.front().step;
  if (done <= steps) return;
  history = {};
  if (force) return;
  throw failure_with_hint(ErrorCode::kInvalidRecipe, kForce,
                          "train.until: {} steps are fewer than the {} that the run has made",
                          steps, done);
}

void require_same_beginning(RunHistory& history, const store::RunPaths& run, const Beginning& now,
                            bool force) {
  if (!history.manifest) return;
  const bool same_data = history.manifest->data == now.data;
  if (same_data && history.manifest->from == now.from) return;
  const bool has_nothing = !history.up_to_date && run.checkpoints().empty();
  history = {};
  if (force || has_nothing) return;
  throw failure_with_hint(ErrorCode::kInvalidData, "restore them, or start over with --force",
                          "{} are not those that the run was begun with",
                          same_data ? "the weights of model.from" : "the samples");
}

}  // namespace maas::pipelines
