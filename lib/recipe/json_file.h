#pragma once

#include <string>

#include <nlohmann/json.hpp>

#include "maas/catalog.h"
#include "maas/fields.h"
#include "recipe/read.h"

namespace maas::recipe {

/// Writes a JSON object's values into a described struct.
///
/// @param name  what the object is called in messages: a file
/// @throws Error kInvalidData naming `name` and every key that is wrong
void read_json(const nlohmann::ordered_json& json, const std::string& name, Fields fields,
               const Catalog& catalog, const ReadOptions& options = {});

/// The same of a recipe that was recorded as JSON: its `schema` is checked, `$${` is undone.
void read_recipe_json(const nlohmann::ordered_json& json, const std::string& name, Fields fields,
                      const Catalog& catalog);

/// Returns the described struct that a JSON object holds.
template <class Struct>
Struct from_json_to(const nlohmann::ordered_json& json, const std::string& name,
                    const Catalog& catalog = {}, const ReadOptions& options = {}) {
  Struct value;
  read_json(json, name, fields_of(value), catalog, options);
  return value;
}

/// Returns the recipe that `resolved_json` recorded.
template <class Struct>
Struct recipe_from_json(const nlohmann::ordered_json& json, const std::string& name,
                        const Catalog& catalog) {
  Struct recipe;
  read_recipe_json(json, name, fields_of(recipe), catalog);
  return recipe;
}

}  // namespace maas::recipe
