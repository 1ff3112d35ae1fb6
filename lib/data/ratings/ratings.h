#pragma once

#include <memory>
#include <string>

#include "data/layout.h"
#include "data/ratings/card.h"

namespace maas::data {

/// Ratings of a file whose records name a user, an item and a rating, also packed by gzip: of
/// MovieLens, of RecBole, or CSV.
std::unique_ptr<Layout> make_ratings(const std::string& split, const RatingsOptions& options);

}  // namespace maas::data
