#pragma once

#include <memory>

#include "data/dataset.h"
#include "feed/source.h"
#include "transforms/pipeline.h"

namespace maas::encoders {

/// The pictures of a set, [B, C, H, W] float32. All have the shape that the pipeline makes of the
/// first one.
/// @throws Error kInternal if the set holds no pictures; as data::Pictures::shape
std::shared_ptr<const feed::Part> picture_part(std::shared_ptr<const data::Dataset> set,
                                               transforms::Pipeline pipeline);

}  // namespace maas::encoders
