#include "tasks/graph_classification/graph_classification.h"

#include "encoders/graph/encoder.h"
#include "tasks/classification.h"

namespace maas::tasks {

std::unique_ptr<Task> make_graph_classification(const Basis& basis,
                                                const GraphClassificationOptions&) {
  return std::make_unique<Classification>(std::make_unique<encoders::GraphEncoder>(basis), basis,
                                          graph_classification_card().metrics);
}

}  // namespace maas::tasks
