#pragma once

#include <string>

#include "completion/answer.h"
#include "recipe/loader.h"

namespace maas::cli {

/// Completes `key=value`, or `~key`, key by key.
///
/// @param request  the recipe that the line names and the overrides so far: they decide which
///   components are chosen; of one that does not read, every component's options are offered
Answer complete_override(const std::string& word, const recipe::LoadRequest& request,
                         const Catalog& catalog);

}  // namespace maas::cli
