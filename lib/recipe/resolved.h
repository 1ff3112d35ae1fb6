#pragma once

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "recipe/compose.h"
#include "recipe/loader.h"
#include "recipe/write.h"

/// What `maas recipe show` and the run directory say of a recipe that was read.
namespace maas::recipe {

/// Puts `schema:` before a recipe's keys.
Node with_schema(Node recipe);

/// The whole recipe, components' options included, as a node that begins with the schema.
template <class Struct>
Node resolved_node(const Struct& recipe) {
  Struct copy = recipe;
  return with_schema(to_node(fields_of(copy), Purpose::kRecipe));
}

/// Returns YAML that gives the same struct from anywhere, byte for byte the same every time.
template <class Struct>
std::string resolved_yaml(const Struct& recipe) {
  return to_yaml(resolved_node(recipe));
}

/// Returns the same as JSON.
template <class Struct>
nlohmann::ordered_json resolved_json(const Struct& recipe) {
  return to_json(resolved_node(recipe));
}

/// What differs from the defaults, as a node that begins with the schema.
template <class Struct>
Node minimal_node(const Struct& recipe, const Catalog& catalog) {
  Struct copy = recipe;
  Struct defaults;
  return with_schema(to_minimal_node(fields_of(copy), fields_of(defaults), catalog));
}

template <class Struct>
std::string minimal_yaml(const Struct& recipe, const Catalog& catalog) {
  return to_yaml(minimal_node(recipe, catalog));
}

/// A value of a resolved recipe and who set it.
struct Origin {
  std::string path;
  std::string value;
  std::string where;  ///< `file:line`, `argument 'key=value'` or "default"
};

/// Returns who set each value of a resolved recipe that was read from `document`.
std::vector<Origin> origins(const Node& resolved, const Document& document);

/// A value that differs between two recipes.
struct Change {
  std::string path;
  std::string before;
  std::string after;
};

/// Returns where two resolved recipes differ, in the order of their keys.
std::vector<Change> changes(const Node& before, const Node& after);

}  // namespace maas::recipe
