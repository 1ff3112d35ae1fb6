#include <algorithm>

#include <fmt/format.h>

#include "base/strings.h"
#include "commands/commands.h"
#include "commands/reports.h"
#include "recipe/shipped.h"

namespace maas::cli {
namespace {

/// What a word on the command line lists.
struct Kind {
  std::string word;
  std::vector<Registry> registries;
};

const std::vector<Kind>& kinds() {
  static const std::vector<Kind> all = {
      {"models", {Registry::kArchitecture}},
      {"tasks", {Registry::kTask}},
      {"datasets", {Registry::kLayout}},
      {"formats", {Registry::kLayout, Registry::kExporter}},
      {"transforms", {Registry::kTransform}},
      {"optimizers", {Registry::kOptimizer}},
      {"schedules", {Registry::kSchedule}},
      {"methods", {Registry::kQuantizer, Registry::kPruner}},
  };
  return all;
}

const std::string kRecipes = "recipes";

struct Item {
  std::string kind;
  std::string name;
  std::string summary;
  std::vector<std::string> takes;
  std::vector<std::string> gives;
};

void describe(Fields& fields, Item& item) {
  fields("kind", item.kind, "what it is");
  fields("name", item.name, "as it is written");
  fields("summary", item.summary, "what it does");
  fields("takes", item.takes, "kinds of data that it takes");
  fields("gives", item.gives, "kinds of data that it gives");
}

struct ListReport {
  std::vector<Item> items;
};

void describe(Fields& fields, ListReport& report) {
  fields("items", report.items, "what there is");
}

std::string kinds_text(const Item& item) {
  if (!item.gives.empty()) return "gives " + base::join(item.gives);
  return item.takes.empty() ? "" : "takes " + base::join(item.takes);
}

std::vector<std::string> all_words() {
  std::vector<std::string> words;
  for (const Kind& kind : kinds()) words.push_back(kind.word);
  words.push_back(kRecipes);
  return words;
}

/// @throws Error kUsage if there is nothing of that name
void check_word(const std::string& word) {
  const std::vector<std::string> words = all_words();
  if (word.empty() || std::find(words.begin(), words.end(), word) != words.end()) return;
  throw failure_with_hint(ErrorCode::kUsage, base::did_you_mean(word, words),
                          "there is nothing called '{}' to list; there are {}", word,
                          base::join(words));
}

std::vector<Item> items_of(const std::string& word, const std::filesystem::path& recipes) {
  std::vector<Item> items;
  for (const Kind& kind : kinds()) {
    if (!word.empty() && word != kind.word) continue;
    for (const Registry registry : kind.registries) {
      for (const Card& card : catalog().cards(registry)) {
        Item item{std::string(noun(registry)), card.name, card.summary};
        (registry == Registry::kLayout ? item.gives : item.takes) = card.kinds;
        items.push_back(std::move(item));
      }
    }
  }
  if (!word.empty() && word != kRecipes) return items;
  for (const recipe::ShippedRecipe& shipped : recipe::shipped_recipes(recipes, catalog())) {
    items.push_back({"recipe", shipped.name, shipped.summary});
  }
  return items;
}

void run(const Invocation& invocation) {
  Session& session = invocation.session();
  const std::string word = invocation.argument(0);
  check_word(word);
  const ListReport report{items_of(word, session.recipes())};
  if (session.json()) return print_json(session, "list", report);
  std::vector<std::vector<std::string>> rows;
  for (const Item& item : report.items) {
    rows.push_back({item.kind, item.name, kinds_text(item), item.summary});
  }
  print_rows(session.output(), rows);
}

}  // namespace

Command list_command() {
  return {.name = "list",
          .summary = "list what recipes and flags may name",
          .positionals = {{.name = "WHAT",
                           .help = base::join(all_words()),
                           .is_required = false,
                           .allowed = all_words()}},
          .tables = {},
          .examples = {"maas list models", "maas list --json"},
          .run = run};
}

}  // namespace maas::cli
