#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "maas/fields.h"

namespace maas::data {

/// Data in reach that are not used.
struct LeftOut {
  std::string what;        ///< "files ending in '.tif'"
  std::int64_t count = 0;  ///< how many there are
  std::string first;       ///< the name of one

  /// Returns "left out: 12 files ending in '.tif', first 'a/b.tif'".
  std::string text() const;
};

void describe(Fields& fields, LeftOut& left_out);

/// Counts one more of `what`; `name` is kept of the first.
void leave_out(std::vector<LeftOut>& all, const std::string& what,
               const std::filesystem::path& name);

}  // namespace maas::data
