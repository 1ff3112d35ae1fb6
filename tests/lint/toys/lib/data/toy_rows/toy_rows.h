#pragma once

#include <memory>
#include <string>

#include "data/layout.h"
#include "data/toy_rows/card.h"

namespace maas::data {

/// A table that is drawn, not read; each split has its own rows.
std::unique_ptr<Layout> make_toy_rows(const std::string& split, const ToyRowsOptions& options);

}  // namespace maas::data
