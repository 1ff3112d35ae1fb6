#include <fmt/format.h>

#include "base/strings.h"
#include "commands/check_recipe.h"
#include "commands/commands.h"
#include "commands/reports.h"

namespace maas::cli {
namespace {

/// The document of `--json`.
struct CheckReport {
  std::string recipe;
  std::vector<data::SplitSummary> splits;
  std::vector<std::string> warnings;
};

void describe(Fields& fields, CheckReport& report) {
  fields("recipe", report.recipe, "the recipe that is fine");
  fields("splits", report.splits, "what the headers of its data say");
  fields("warnings", report.warnings, "what a training does not stumble over");
}

/// What a sample is like, in few words.
std::string shape_text(const data::SplitSummary& split) {
  if (!split.columns.empty()) return fmt::format("{} columns", split.columns.size());
  if (split.shapes.size() > 1) return fmt::format("{} sizes", split.shapes.size());
  return base::join(split.shapes);
}

void print(Session& session, const CheckReport& report) {
  if (session.json()) return print_json(session, "recipe-check", report);
  std::vector<std::vector<std::string>> rows = {{"split", "samples", "classes", "shape", "source"}};
  for (const data::SplitSummary& split : report.splits) {
    rows.push_back({split.split, std::to_string(split.samples),
                    std::to_string(split.classes.size()), shape_text(split), split.source});
  }
  print_rows(session.output(), rows);
  for (const std::string& warning : report.warnings) session.progress().warn(warning);
}

void run(const Invocation& invocation) {
  Session& session = invocation.session();
  recipe::Document document = recipe::load({.file = invocation.argument(0),
                                            .overrides = invocation.arguments_from(1),
                                            .builtin_root = session.recipes()},
                                           catalog());
  const CheckedRecipe checked = check_recipe(document, session.progress());
  print(session, {invocation.argument(0), checked.splits, checked.warnings});
}

}  // namespace

Command recipe_check_command() {
  return {
      .name = "recipe check",
      .summary = "check a recipe and the headers of its data, and name all errors at once",
      .positionals = {{"RECIPE", "file, builtin:NAME, or - for standard input"},
                      {"OVERRIDE", "key=value sets a recipe's key, ~key removes it", false, true}},
      .tables = {},
      .examples = {"maas recipe check mine.yaml", "maas recipe check mine.yaml optim.lr=1e-3"},
      .run = run};
}

}  // namespace maas::cli
