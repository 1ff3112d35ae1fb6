#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "maas/catalog.h"

namespace maas::recipe {

/// A recipe that comes with the program and trains as it is.
struct ShippedRecipe {
  std::string name;      ///< `builtin:fashion_mnist/mlp`
  std::string summary;   ///< what it is for
  std::string measured;  ///< what it reached, or empty
  std::string kind;      ///< of its data
  std::string task;
  std::string architecture;
};

inline void describe(Fields& fields, ShippedRecipe& recipe) {
  fields("name", recipe.name, "as it is written");
  fields("summary", recipe.summary, "what it is for");
  fields("measured", recipe.measured, "what it reached, where and how fast");
  fields("kind", recipe.kind, "kind of its data");
  fields("task", recipe.task, "what is learned");
  fields("architecture", recipe.architecture, "of its network");
}

/// Returns the shipped recipes, in alphabetical order, with what the comment at the head of each
/// says; those that are only extended by others are left out.
/// @throws Error kIo
std::vector<ShippedRecipe> shipped_recipes(const std::filesystem::path& root,
                                           const Catalog& catalog);

/// Returns the comment that a recipe opens with, paragraph by paragraph. Indented lines, which show
/// commands, are left out; a line that begins with `Measured:` begins a paragraph.
std::vector<std::string> opening_paragraphs(std::string_view text);

}  // namespace maas::recipe
