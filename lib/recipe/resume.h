#pragma once

#include <string_view>
#include <vector>

#include "maas/fields.h"
#include "recipe/resolved.h"

namespace maas::recipe {

/// Whether a resumed run may have another value at this path: the field, or one around it, says so.
bool may_change_on_resume(Fields fields, std::string_view path);

/// Returns the differences between a recorded recipe and a new one that rule a resumption out.
/// @param fields  the table of the new recipe
std::vector<Change> conflicts(const Node& recorded, const Node& now, const Fields& fields);

}  // namespace maas::recipe
