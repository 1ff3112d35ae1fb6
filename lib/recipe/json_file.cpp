#include "recipe/json_file.h"

#include <utility>
#include <vector>

#include "base/strings.h"
#include "maas/error.h"
#include "recipe/compose.h"
#include "recipe/interpolate.h"
#include "recipe/write.h"

namespace maas::recipe {

namespace {

void throw_if_any(const Problems& problems, const std::string& name) {
  if (problems.empty()) return;
  std::vector<std::string> messages;
  std::string hint;
  for (const Problem& problem : problems.all()) {
    messages.push_back(problem.message);
    if (hint.empty()) hint = problem.hint;
  }
  throw failure_with_hint(ErrorCode::kInvalidData, hint, "{}: {}", name,
                          base::join(messages, "; "));
}

Node object(const nlohmann::ordered_json& json, const std::string& name) {
  if (!json.is_object()) fail(ErrorCode::kInvalidData, "{} holds no JSON object", name);
  return from_json(json);
}

}  // namespace

void read_json(const nlohmann::ordered_json& json, const std::string& name, Fields fields,
               const Catalog& catalog, const ReadOptions& options) {
  Problems problems;
  read(object(json, name), std::move(fields), catalog, problems, "", options);
  throw_if_any(problems, name);
}

void read_recipe_json(const nlohmann::ordered_json& json, const std::string& name, Fields fields,
                      const Catalog& catalog) {
  Node recipe = object(json, name);
  const Node* const schema = recipe.find("schema");
  if (schema == nullptr || schema->text != kSchema) {
    fail(ErrorCode::kInvalidData, "{}: the recipe's schema is {}, not '{}'", name,
         schema ? shown(*schema) : "missing", kSchema);
  }
  recipe.erase("schema");
  Problems problems;
  interpolate(recipe, problems);
  read(recipe, std::move(fields), catalog, problems);
  throw_if_any(problems, name);
}

}  // namespace maas::recipe
