#include <fmt/format.h>

#include "base/strings.h"
#include "commands/commands.h"
#include "commands/reports.h"
#include "recipe/check.h"
#include "recipe/resolved.h"

namespace maas::cli {
namespace {

/// Which form of the recipe to show.
struct ShowOptions {
  bool resolved = false;
  bool minimal = false;
  bool origins = false;
};

void describe(Fields& fields, ShowOptions& options) {
  fields("resolved", options.resolved, "every key with its value (the usual form)");
  fields("minimal", options.minimal, "only what differs from the defaults");
  fields("origins", options.origins, "every key with its value and who set it");
}

void print_origins(Session& session, const Recipe& recipe, const recipe::Document& document) {
  const auto origins = recipe::origins(recipe::resolved_node(recipe), document);
  if (session.json()) {
    nlohmann::ordered_json list = nlohmann::ordered_json::array();
    for (const auto& [path, value, where] : origins) {
      list.push_back({{"key", path}, {"value", value}, {"where", where}});
    }
    return session.output().json({{"schema", "maas.recipe-origins/v1"}, {"origins", list}});
  }
  std::vector<std::vector<std::string>> rows;
  for (const auto& [path, value, where] : origins) rows.push_back({path, value, where});
  print_rows(session.output(), rows);
}

void print(Session& session, const recipe::Node& node) {
  if (session.json()) return session.output().json(recipe::to_json(node));
  const std::string text = recipe::to_yaml(node);
  session.output().line(base::trim(text));
}

void run(const Invocation& invocation) {
  Session& session = invocation.session();
  const auto show = invocation.read<ShowOptions>("show");
  if (show.resolved + show.minimal + show.origins > 1) {
    fail(ErrorCode::kUsage, "--resolved, --minimal and --origins exclude each other");
  }
  recipe::Document document = recipe::load({.file = invocation.argument(0),
                                            .overrides = invocation.arguments_from(1),
                                            .builtin_root = session.recipes()},
                                           catalog());
  const Recipe recipe = recipe::read_checked(document, catalog());
  if (show.origins)
    print_origins(session, recipe, document);
  else if (show.minimal)
    print(session, recipe::minimal_node(recipe, catalog()));
  else
    print(session, recipe::resolved_node(recipe));
}

}  // namespace

Command recipe_show_command() {
  return {
      .name = "recipe show",
      .summary = "check a recipe and show what it says",
      .positionals = {{"RECIPE", "file, builtin:NAME, or - for standard input"},
                      {"OVERRIDE", "key=value sets a recipe's key, ~key removes it", false, true}},
      .tables = {{"show", AnyOptions::of<ShowOptions>()}},
      .examples = {"maas recipe show builtin:fashion_mnist/mlp --minimal",
                   "maas recipe show mine.yaml optim.lr=1e-3 --origins"},
      .run = run};
}

}  // namespace maas::cli
