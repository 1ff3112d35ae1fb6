#include "tuning/directory.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "base/strings.h"
#include "maas/error.h"
#include "recipe/resolved.h"
#include "recipe/scalars.h"
#include "recipe/yaml.h"
#include "store/output.h"

namespace maas::tuning {
namespace {

namespace fs = std::filesystem;

constexpr const char* kSchema = "maas.tuning/v1";
constexpr const char* kTrials = "trials";
constexpr const char* kThreads = "threads";

constexpr std::array<const char*, 5> kOurs = {"tune.yaml", "journal.jsonl", "best.yaml",
                                              "report.html", kTrials};

/// What decides the results: the options that do, the threads and the recipe.
recipe::Node definition_of(const Plan& plan, std::int64_t threads) {
  TuneOptions options = plan.options;
  recipe::Node node = recipe::Node::map();
  node.put("schema").value = recipe::Node::quoted_text(kSchema);
  recipe::Node told = recipe::to_node(fields_of(options), recipe::Purpose::kRecipe);
  std::move(told.entries.begin(), told.entries.end(), std::back_inserter(node.entries));
  for (const char* const key : {"output", "trials", "jobs", "force"}) node.erase(key);
  node.put(kThreads).value = recipe::Node::plain(std::to_string(threads));
  node.put("recipe").value = recipe::resolved_node(plan.recipe);
  return node;
}

recipe::Node read_definition(const fs::path& file) {
  recipe::Problems problems;
  recipe::Node node = recipe::parse_yaml(std::make_shared<recipe::Source>(recipe::Source{
                                             .name = file.string(), .text = base::read_file(file)}),
                                         problems);
  problems.throw_if_any();
  return node;
}

std::optional<std::int64_t> threads_of(const recipe::Node& definition) {
  const recipe::Node* const threads = definition.find(kThreads);
  return threads ? recipe::parse_integer(threads->text) : std::nullopt;
}

[[noreturn]] void refuse(const fs::path& path, const std::vector<recipe::Change>& changes) {
  std::vector<std::string> lines;
  for (const recipe::Change& change : changes) {
    lines.push_back(fmt::format("{} was {}, now {}", change.path,
                                change.before.empty() ? "not there" : change.before,
                                change.after.empty() ? "not there" : change.after));
  }
  throw failure_with_hint(
      ErrorCode::kInvalidRecipe, "tune into another directory with -o, or start over with --force",
      "{}: another tuning was begun there: {}", path.string(), base::join(lines, "; "));
}

}  // namespace

fs::path Paths::of_trial(std::int64_t trial, const char* suffix) const {
  return path_ / kTrials / fmt::format("{:03}{}", trial, suffix);
}

fs::path Paths::run(std::int64_t trial) const {
  return of_trial(trial, "");
}

fs::path Paths::recipe(std::int64_t trial) const {
  return of_trial(trial, ".yaml");
}

fs::path Paths::log(std::int64_t trial) const {
  return of_trial(trial, ".log");
}

std::optional<std::int64_t> Paths::threads_before(const Plan& plan) const {
  if (!base::exists(definition())) return std::nullopt;
  const recipe::Node recorded = read_definition(definition());
  const std::int64_t threads = threads_of(recorded).value_or(1);
  const auto changes = recipe::changes(recorded, definition_of(plan, threads));
  if (changes.empty()) return threads;
  if (!plan.options.force) refuse(path_, changes);
  return std::nullopt;
}

void Paths::check_usable(const Plan& plan) const {
  store::check_claimable(path_, "a tuning");
  const bool starts_over = base::exists(path_) && !threads_before(plan);
  if (starts_over) store::check_clearable(path_, kOurs);
}

Directory::Directory(const fs::path& path)
    : Paths(path), lock_(store::claim_directory(path, "a tuning")) {
  base::sweep_leftovers(path);
  base::sweep_leftovers(path / kTrials);
}

std::int64_t Directory::settle(const Plan& plan, std::int64_t threads) const {
  if (const auto before = threads_before(plan)) return *before;
  start_over(plan, threads);
  return threads;
}

/// The definition comes last: a directory without one holds nothing that counts.
void Directory::start_over(const Plan& plan, std::int64_t threads) const {
  store::clear_directory(path(), kOurs);
  base::make_directories(path() / kTrials);
  base::write_file(definition(), recipe::to_yaml(definition_of(plan, threads)));
}

}  // namespace maas::tuning
