#include "commands/commands.h"
#include "maas/recipe.h"
#include "recipe/schema.h"

namespace maas::cli {
namespace {

void run(const Invocation& invocation) {
  Session& session = invocation.session();
  Recipe recipe;
  const auto schema = recipe::json_schema(fields_of(recipe), catalog());
  if (session.json()) return session.output().json(schema);
  session.output().line(schema.dump(2));
}

}  // namespace

Command recipe_schema_command() {
  return {.name = "recipe schema",
          .summary = "print the JSON Schema of recipes, for editors that complete and check them",
          .positionals = {},
          .tables = {},
          .examples = {"maas recipe schema >maas-recipe.json"},
          .run = run};
}

}  // namespace maas::cli
