#pragma once

#include <string>

#include <nlohmann/json.hpp>

#include "maas/catalog.h"
#include "maas/fields.h"
#include "recipe/node.h"

namespace maas::recipe {

/// What a tree is written for.
enum class Purpose {
  kReport,  ///< everything as it is
  kRecipe,  ///< to be read again from anywhere: paths absolute, `${` escaped, no unset choices
};

/// Returns everything that a described struct says, components' options included, in the order of
/// its table.
Node to_node(Fields fields, Purpose purpose);

/// Returns the value of one row of a table.
Node field_to_node(const Field& field, Purpose purpose);

/// Returns a table, or its one value where that may stand for it: `task: image-classification`.
Node shortened(Node table, const Fields& fields);

/// Returns what differs from the defaults, which are in `defaults`: a fresh struct of the same type
/// that is used up. Required keys are kept.
Node to_minimal_node(Fields fields, Fields defaults, const Catalog& catalog);

/// Returns YAML that `parse_yaml` reads back as the same tree, byte for byte the same every time.
std::string to_yaml(const Node& node);

/// Returns JSON; texts are strings, other scalars what they look like.
nlohmann::ordered_json to_json(const Node& node);

/// Returns the tree of a JSON document, without positions.
Node from_json(const nlohmann::ordered_json& json);

/// Returns the JSON of any described struct, e.g. a report.
template <class Struct>
nlohmann::ordered_json to_json_of(const Struct& value) {
  Struct copy = value;
  return to_json(to_node(fields_of(copy), Purpose::kReport));
}

}  // namespace maas::recipe
