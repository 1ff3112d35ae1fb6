#pragma once

#include <memory>
#include <string>

#include "data/layout.h"
#include "data/tu/card.h"

namespace maas::data {

/// Graphs as the TU collection has them (Morris et al. 2020): text files of one name, with a line
/// for each edge, node and graph. Edges count in both directions, whether they are there in one or
/// in both.
std::unique_ptr<Layout> make_tu(const std::string& split, const TuOptions& options);

}  // namespace maas::data
