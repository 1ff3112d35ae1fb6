#pragma once

#include <memory>
#include <utility>

#include "encoders/label_part.h"
#include "encoders/picture/part.h"
#include "feed/source.h"
#include "transforms/pipeline.h"

namespace maas::test {

/// Pictures and their labels as batches take them.
inline std::shared_ptr<const feed::Source> labelled_pictures(
    const std::shared_ptr<const data::Dataset>& set, transforms::Pipeline pipeline) {
  feed::Parts parts = {
      encoders::picture_part(set, std::move(pipeline)),
      encoders::label_part(set, set->classes(), "the samples", "the same samples")};
  return std::make_shared<feed::Source>(set->size(), std::move(parts));
}

}  // namespace maas::test
