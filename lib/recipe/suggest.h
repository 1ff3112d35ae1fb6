#pragma once

#include <string>
#include <vector>

#include "maas/catalog.h"
#include "maas/fields.h"

namespace maas::recipe {

/// What somebody who wrote an unknown key probably wanted.
struct Suggestion {
  std::string key;   ///< the key of the same table that was meant, or empty
  std::string hint;  ///< for the reader, or empty
};

/// The keys of a table.
std::vector<std::string> keys_of(const Fields& fields);

/// Looks for `key`'s new name in the table at `path`, the component that it belongs to, similar
/// keys, and the same key elsewhere below `root`.
Suggestion suggest(const std::string& key, const std::vector<std::string>& known,
                   const Fields& fields, const Fields& root, const Catalog& catalog,
                   const std::string& path);

}  // namespace maas::recipe
