#pragma once

#include <memory>

#include "tasks/graph_classification/card.h"
#include "tasks/task.h"

namespace maas::tasks {

/// One label per graph.
/// @throws Error as encoders::GraphEncoder and Classification
std::unique_ptr<Task> make_graph_classification(const Basis& basis,
                                                const GraphClassificationOptions& options);

}  // namespace maas::tasks
