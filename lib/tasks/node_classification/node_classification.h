#pragma once

#include <memory>

#include "tasks/node_classification/card.h"
#include "tasks/task.h"

namespace maas::tasks {

/// One label per node of a graph.
/// @throws Error as encoders::NodeEncoder and Classification
std::unique_ptr<Task> make_node_classification(const Basis& basis,
                                               const NodeClassificationOptions& options);

}  // namespace maas::tasks
