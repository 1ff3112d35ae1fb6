#include "tasks/image_classification/image_classification.h"

#include "encoders/picture/encoder.h"
#include "tasks/classification.h"

namespace maas::tasks {

std::unique_ptr<Task> make_image_classification(const Basis& basis,
                                                const ImageClassificationOptions&) {
  return std::make_unique<Classification>(std::make_unique<encoders::PictureEncoder>(basis), basis,
                                          image_classification_card().metrics);
}

}  // namespace maas::tasks
