#pragma once

#include <string>
#include <vector>

#include "maas/catalog.h"
#include "maas/recipe.h"

namespace maas::recipe {

/// A part of a recipe that does not go with the others.
struct Mismatch {
  std::string path;  ///< of the part's key: "model.arch"
  std::string message;
  std::string hint;  ///< the parts that do
};

/// Returns what of a recipe does not go together: its data are of the kind that the layout of the
/// training split gives, and every part has to take it; the network is one for what the task
/// learns. Names that are not known are passed over.
std::vector<Mismatch> mismatches(const Recipe& recipe, const Catalog& catalog);

/// Whether a task tells classes apart: then it is judged by each of them.
bool learns_classes(const Card& task);

/// Returns the kind of data that a task takes of a layout that gives several: the first of those
/// that both have. Without a task that takes any of them it is the layout's first.
/// @param task  may be null
const std::string& kind_of(const Card& layout, const Card* task);

/// @throws Error kInvalidRecipe naming the first mismatch
void require_same_kind(const Recipe& recipe, const Catalog& catalog);

}  // namespace maas::recipe
