#include <algorithm>
#include <optional>

#include "base/strings.h"
#include "commands/commands.h"
#include "commands/reports.h"
#include "recipe/check.h"
#include "store/resolve.h"
#include "survey/check.h"

namespace maas::cli {
namespace {

/// The document of `--json`.
struct CheckReport {
  std::string recipe;
  std::vector<survey::SplitSummary> splits;
};

void describe(Fields& fields, CheckReport& report) {
  fields("recipe", report.recipe, "the recipe that is fine");
  fields("splits", report.splits, "what the headers of its data say");
}

std::optional<survey::Finding> check_start_weights(const Recipe& recipe) {
  if (recipe.model.from.empty()) return std::nullopt;
  try {
    store::resolve_model(recipe.model.from.text);
    return std::nullopt;
  } catch (const Error& error) {
    return survey::Finding{"model.from", error.code(), fmt::format("model.from: {}", error.what()),
                           error.hint()};
  }
}

/// What must be put right first: the recipe, then files that are missing, then what is in them.
ErrorCode gravest(const std::vector<survey::Finding>& findings) {
  for (const ErrorCode code : {ErrorCode::kInvalidRecipe, ErrorCode::kNotFound}) {
    const bool found = std::any_of(findings.begin(), findings.end(),
                                   [&](const survey::Finding& each) { return each.code == code; });
    if (found) return code;
  }
  return ErrorCode::kInvalidData;
}

/// @throws Error with everything that is wrong with the recipe and its data, each at its place
void throw_findings(recipe::Document& document, const std::vector<survey::Finding>& findings) {
  const bool recipe_is_fine = document.is_fine();
  for (const survey::Finding& each : findings) document.blame(each.key, each.message, each.hint);
  try {
    document.throw_if_any();
  } catch (const Error& error) {
    throw Error(recipe_is_fine ? gravest(findings) : error.code(), error.what());
  }
}

void print(Session& session, const CheckReport& report) {
  if (session.json()) return print_json(session, "recipe-check", report);
  std::vector<std::vector<std::string>> rows = {{"split", "samples", "classes", "shape", "source"}};
  for (const survey::SplitSummary& split : report.splits) {
    const std::string shape = split.shapes.size() > 1 ? fmt::format("{} sizes", split.shapes.size())
                                                      : base::join(split.shapes);
    rows.push_back({split.split, std::to_string(split.samples),
                    std::to_string(split.classes.size()), shape, split.source});
  }
  print_rows(session.output(), rows);
}

void run(const Invocation& invocation) {
  Session& session = invocation.session();
  recipe::Document document = recipe::load({.file = invocation.argument(0),
                                            .overrides = invocation.arguments_from(1),
                                            .builtin_root = session.recipes()},
                                           catalog());
  const Recipe recipe = recipe::read_noting(document, catalog());
  survey::DataCheck data = survey::check_data(recipe);
  if (auto finding = check_start_weights(recipe)) data.findings.push_back(*finding);
  throw_findings(document, data.findings);
  print(session, {invocation.argument(0), data.splits});
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
