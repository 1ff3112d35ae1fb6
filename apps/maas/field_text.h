#pragma once

#include <string>

#include "maas/fields.h"

/// How help and manual pages put a field's value in words.
namespace maas::cli {

/// Returns the default as a recipe would have it, or nothing where there is none to speak of.
std::string default_text(const Field& field);

/// Returns what may be written: `adam|sgd`, `list of number`, `path`.
std::string type_text(const Field& field);

}  // namespace maas::cli
