#pragma once

#include <memory>

#include "data/dataset.h"
#include "data/split_inspector.h"

namespace maas::data {

/// Tells the shapes of pictures and the values of their channels.
std::unique_ptr<SplitInspector> make_picture_inspector(std::shared_ptr<const Dataset> samples);

}  // namespace maas::data
