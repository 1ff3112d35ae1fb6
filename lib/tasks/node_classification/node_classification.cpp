#include "tasks/node_classification/node_classification.h"

#include "encoders/graph/node_encoder.h"
#include "tasks/classification.h"

namespace maas::tasks {

std::unique_ptr<Task> make_node_classification(const Basis& basis,
                                               const NodeClassificationOptions&) {
  return std::make_unique<Classification>(std::make_unique<encoders::NodeEncoder>(basis), basis,
                                          node_classification_card().metrics);
}

}  // namespace maas::tasks
