#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "maas/fields.h"
#include "maas/progress.h"

namespace maas {

/// What `maas serve` is asked; the recipe's `serve:` block holds the same keys.
struct ServeOptions {
  Path model;
  std::string listen = "127.0.0.1:8000";
};

inline void describe(Fields& fields, ServeOptions& options) {
  fields("listen", options.listen, "address and port to answer on; port 0 picks a free one")
      .metavar("ADDRESS:PORT");
}

}  // namespace maas
