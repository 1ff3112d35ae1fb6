#pragma once

#include <nlohmann/json.hpp>

#include "maas/catalog.h"
#include "maas/fields.h"

namespace maas::recipe {

/// Returns the JSON Schema (draft-07) of recipes whose keys are `fields`, a fresh struct's table
/// that is used up: types, ranges, choices, units, defaults and descriptions, and for each
/// component the options that come with its name.
///
/// Unknown keys are refused. No key but `schema` is required, since it may be extended or set on
/// the command line; `${...}` may stand for any value.
nlohmann::ordered_json json_schema(Fields fields, const Catalog& catalog);

}  // namespace maas::recipe
