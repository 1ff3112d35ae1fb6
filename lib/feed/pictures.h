#pragma once

#include <memory>

#include "data/dataset.h"
#include "feed/source.h"
#include "transforms/pipeline.h"

namespace maas::feed {

/// Pictures of a set with their labels: parts `image` and `label`. All have the shape that the
/// pipeline makes of the first one.
/// @throws Error as data::Dataset::shape
std::shared_ptr<const Source> labelled_pictures(std::shared_ptr<const data::Dataset> set,
                                                transforms::Pipeline pipeline);

}  // namespace maas::feed
