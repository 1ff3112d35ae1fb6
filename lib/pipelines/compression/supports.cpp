#include "pipelines/compression/supports.h"

#include <algorithm>

#include "base/strings.h"
#include "maas/error.h"

namespace maas::pipelines {

void require_support(Registry registry, const std::string& name, const std::string& wanted) {
  const Card& card = catalog().at(registry, name);
  if (std::ranges::find(card.supports, wanted) != card.supports.end()) return;
  throw failure_with_hint(ErrorCode::kInvalidRecipe,
                          fmt::format("it supports {}", base::join(card.supports)),
                          "{} '{}' does not support {}", noun(registry), name, wanted);
}

}  // namespace maas::pipelines
