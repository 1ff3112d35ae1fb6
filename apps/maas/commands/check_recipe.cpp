#include "commands/check_recipe.h"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "recipe/check.h"
#include "store/resolve.h"

namespace maas::cli {
namespace {

std::optional<data::Finding> check_start_weights(const Recipe& recipe) {
  if (recipe.model.from.empty()) return std::nullopt;
  try {
    store::resolve_model(recipe.model.from.text);
    return std::nullopt;
  } catch (const Error& error) {
    return data::Finding{"model.from", error.code(), fmt::format("model.from: {}", error.what()),
                         error.hint()};
  }
}

/// What must be put right first: the recipe, then files that are missing, then what is in them.
ErrorCode gravest(const std::vector<data::Finding>& findings) {
  for (const ErrorCode code : {ErrorCode::kInvalidRecipe, ErrorCode::kNotFound}) {
    const bool found = std::any_of(findings.begin(), findings.end(),
                                   [&](const data::Finding& each) { return each.code == code; });
    if (found) return code;
  }
  return ErrorCode::kInvalidData;
}

/// @throws Error with everything that is wrong with the recipe and its data, each at its place
void throw_findings(recipe::Document& document, const std::vector<data::Finding>& findings) {
  const bool recipe_is_fine = document.is_fine();
  for (const data::Finding& each : findings) document.blame(each.key, each.message, each.hint);
  try {
    document.throw_if_any();
  } catch (const Error& error) {
    throw Error(recipe_is_fine ? gravest(findings) : error.code(), error.what());
  }
}

}  // namespace

CheckedRecipe check_recipe(recipe::Document& document, Progress& progress) {
  CheckedRecipe checked{.recipe = recipe::read_noting(document, catalog())};
  data::DataCheck data = data::check_data(checked.recipe, progress);
  if (auto finding = check_start_weights(checked.recipe)) data.findings.push_back(*finding);
  throw_findings(document, data.findings);
  checked.splits = std::move(data.splits);
  checked.warnings = std::move(data.warnings);
  return checked;
}

}  // namespace maas::cli
