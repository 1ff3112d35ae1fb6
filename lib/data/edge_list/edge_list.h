#pragma once

#include <memory>
#include <string>

#include "data/edge_list/card.h"
#include "data/layout.h"

namespace maas::data {

/// One graph in two files of text: edges, two names of nodes a line, and a table of nodes with
/// their classes and features. Fields are separated by commas, semicolons, tabs or white space;
/// edges count in both directions, and once however often they are there.
std::unique_ptr<Layout> make_edge_list(const std::string& split, const EdgeListOptions& options);

}  // namespace maas::data
