#pragma once

#include <filesystem>
#include <string>

#include "maas/recipe.h"
#include "recipe/loader.h"

namespace maas::recipe {

/// Reads a document as a recipe and checks what no single field shows: that the components go with
/// the task, and that gates and watched metrics name a metric of the task and a split of the data.
///
/// @throws Error kInvalidRecipe with every problem at its place
Recipe read_checked(Document& document, const Catalog& catalog);

/// The same, but problems wait in the document for `throw_if_any`; what they concern is left as it
/// is by default.
Recipe read_noting(Document& document, const Catalog& catalog);

/// Loads a recipe file and reads it checked.
/// @throws Error kNotFound, kInvalidRecipe, kIo
Recipe read_file(const std::string& file, const std::filesystem::path& builtin_root,
                 const Catalog& catalog);

/// Throws an error of a later stage again: `key: what is wrong` is placed where the key was
/// written.
[[noreturn]] void throw_placed(const Error& error, const Document& document);

}  // namespace maas::recipe
