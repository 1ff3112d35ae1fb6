#pragma once

#include <memory>

#include "export/registry.h"
#include "export/toy_norms/card.h"

namespace maas::exporters {

/// A line for each parameter: its name and its Euclidean norm.
std::unique_ptr<Exporter> make_toy_norms(const ToyNormsOptions& options);

}  // namespace maas::exporters
