#include "tasks/toy_picture_classes/toy_picture_classes.h"

#include "encoders/picture/encoder.h"
#include "tasks/classification.h"

namespace maas::tasks {

std::unique_ptr<Task> make_toy_picture_classes(const Basis& basis,
                                               const ToyPictureClassesOptions&) {
  return std::make_unique<Classification>(std::make_unique<encoders::PictureEncoder>(basis), basis,
                                          toy_picture_classes_card().metrics);
}

}  // namespace maas::tasks
