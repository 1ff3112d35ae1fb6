#include <algorithm>

#include "commands/commands.h"
#include "commands/reports.h"
#include "recipe/shipped.h"

namespace maas::cli {
namespace {

/// The document of `--json`.
struct LsReport {
  std::vector<recipe::ShippedRecipe> recipes;
};

void describe(Fields& fields, LsReport& report) {
  fields("recipes", report.recipes, "the recipes that come with the program");
}

/// What comes before the first colon, semicolon or full stop that ends a sentence.
std::string first_clause(const std::string& text) {
  const std::size_t end = std::min({text.find(": "), text.find(';'), text.find(". ")});
  std::string clause = text.substr(0, end);
  if (clause.ends_with('.')) clause.pop_back();
  return clause;
}

void run(const Invocation& invocation) {
  Session& session = invocation.session();
  const LsReport report{recipe::shipped_recipes(session.recipes(), catalog())};
  if (session.json()) return print_json(session, "recipe-ls", report);
  std::vector<std::vector<std::string>> rows;
  for (const recipe::ShippedRecipe& shipped : report.recipes) {
    rows.push_back({shipped.name, shipped.kind, first_clause(shipped.summary)});
    if (!shipped.measured.empty()) rows.push_back({"", "", first_clause(shipped.measured)});
  }
  print_rows(session.output(), rows);
}

}  // namespace

Command recipe_ls_command() {
  return {.name = "recipe ls",
          .summary = "list the recipes that come with the program, and what they reached",
          .positionals = {},
          .tables = {},
          .examples = {"maas recipe ls", "maas recipe ls --json"},
          .run = run};
}

}  // namespace maas::cli
