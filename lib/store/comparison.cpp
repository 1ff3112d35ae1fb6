#include "store/comparison.h"

#include <set>

#include "base/files.h"
#include "base/strings.h"
#include "maas/recipe.h"
#include "recipe/check.h"
#include "recipe/json_file.h"
#include "recipe/resolved.h"
#include "store/model_manifest.h"
#include "store/resolve.h"
#include "store/run_manifest.h"

namespace maas::store {
namespace {

namespace fs = std::filesystem;

constexpr const char* kRunRecipe = "recipe.resolved.yaml";

/// A recorded recipe names every key: only the defaults tell what somebody chose.
std::map<std::string, std::string> origins_of_recorded(const Recipe& recipe,
                                                       const Catalog& catalog) {
  const recipe::Node chosen = recipe::minimal_node(recipe, catalog);
  std::map<std::string, std::string> origin;
  for (const recipe::Change& leaf : recipe::changes(recipe::Node::map(), chosen)) {
    origin[leaf.path] = "the run's recipe";
  }
  return origin;
}

Subject subject_of(const std::string& name, const Recipe& recipe, const Catalog& catalog) {
  return {.name = name,
          .recipe = recipe::resolved_node(recipe),
          .origin = origins_of_recorded(recipe, catalog),
          .was_run = true};
}

Subject read_run(const fs::path& directory, const Catalog& catalog) {
  const Recipe recipe = recipe::read_file(directory / kRunRecipe, {}, catalog);
  Subject subject = subject_of(directory.string(), recipe, catalog);
  if (const auto manifest = read_run_manifest(directory / "manifest.json")) {
    subject.run = {{"status", manifest->status},
                   {"build", manifest->build},
                   {"threads", std::to_string(manifest->threads)},
                   {"cpu_features", base::join(manifest->cpu_features)},
                   {"until_before", base::join(manifest->until_before)}};
    subject.data = manifest->data;
    subject.metrics = manifest->metrics;
  }
  return subject;
}

Subject read_model(const std::string& text, const Catalog& catalog) {
  const ResolvedModel model = resolve_model(text);
  const ModelManifest manifest = read_model_manifest(model.directory);
  if (manifest.recipe.empty()) {
    fail(ErrorCode::kNotFound, "the model '{}' records no recipe", model.directory.string());
  }
  const std::string file = (model.directory / kModelManifest).string();
  const auto recipe = recipe::recipe_from_json<Recipe>(
      nlohmann::ordered_json::parse(manifest.recipe), file, catalog);
  Subject subject = subject_of(text, recipe, catalog);
  std::vector<std::string> commands;
  for (const LineageStep& step : manifest.lineage) commands.push_back(step.command);
  constexpr std::string_view kProgram = "maas ";
  const bool is_ours = manifest.created_by.starts_with(kProgram);
  subject.run = {{"build", manifest.created_by.substr(is_ours ? kProgram.size() : 0)},
                 {"lineage", base::join(commands)}};
  subject.metrics = manifest.metrics;
  return subject;
}

Subject read_recipe(const std::string& text, const fs::path& builtin_root, const Catalog& catalog) {
  recipe::Document document = recipe::load({.file = text, .builtin_root = builtin_root}, catalog);
  Subject subject{.name = text,
                  .recipe = recipe::resolved_node(recipe::read_checked(document, catalog))};
  for (const recipe::Origin& origin : recipe::origins(subject.recipe, document)) {
    subject.origin[origin.path] = origin.where;
  }
  return subject;
}

std::string origin_of(const Subject& subject, const recipe::Change& change, bool is_there) {
  const auto found = subject.origin.find(change.path);
  if (found != subject.origin.end()) return found->second;
  return is_there ? "default" : "";
}

std::optional<double> value_in(const std::map<std::string, double>& metrics,
                               const std::string& key) {
  const auto found = metrics.find(key);
  return found == metrics.end() ? std::nullopt : std::optional(found->second);
}

/// What only one of them records is no difference: a model knows less of its run than the run.
std::vector<Difference> between(const std::map<std::string, std::string>& before,
                                const std::map<std::string, std::string>& after) {
  std::vector<Difference> differences;
  for (const auto& [key, value] : before) {
    const auto other = after.find(key);
    if (other != after.end() && other->second != value) {
      differences.push_back({key, value, other->second});
    }
  }
  return differences;
}

std::vector<MetricDifference> between(const std::map<std::string, double>& before,
                                      const std::map<std::string, double>& after) {
  std::set<std::string> keys;
  for (const auto* const metrics : {&before, &after}) {
    for (const auto& [key, value] : *metrics) keys.insert(key);
  }
  std::vector<MetricDifference> differences;
  for (const std::string& key : keys) {
    const auto old_value = value_in(before, key);
    const auto new_value = value_in(after, key);
    if (old_value != new_value) differences.push_back({key, old_value, new_value});
  }
  return differences;
}

}  // namespace

Subject read_subject(const std::string& text, const fs::path& builtin_root,
                     const Catalog& catalog) {
  if (base::exists(fs::path(text) / kRunRecipe)) return read_run(text, catalog);
  std::error_code unseen;
  const bool is_folder = fs::is_directory(text, unseen);
  const bool names_file = base::exists(text) && !is_folder;
  const bool may_be_model = is_folder || text.find('@') != text.npos;
  if (may_be_model && !names_file) return read_model(text, catalog);
  return read_recipe(text, builtin_root, catalog);
}

Differences compare(const Subject& before, const Subject& after) {
  Differences differences;
  for (const recipe::Change& change : recipe::changes(before.recipe, after.recipe)) {
    differences.recipe.push_back({change.path, change.before, change.after,
                                  origin_of(before, change, !change.before.empty()),
                                  origin_of(after, change, !change.after.empty())});
  }
  if (!before.was_run || !after.was_run) return differences;
  differences.run = between(before.run, after.run);
  differences.data = between(before.data, after.data);
  differences.metrics = between(before.metrics, after.metrics);
  return differences;
}

}  // namespace maas::store
