#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "data/dataset.h"
#include "feed/source.h"

namespace maas::encoders {

/// The labels of a set, [B] int64, numbered by `classes`, whose names its own classes have.
/// @param what  the set, for messages: "the samples"
/// @param whose  the classes, for messages: "the model"
/// @throws Error kInvalidData if the set has a class that is none of them, two that stand for the
///   same one, or none at all
std::shared_ptr<const feed::Part> label_part(std::shared_ptr<const data::Dataset> set,
                                             const std::vector<std::string>& classes,
                                             std::string_view what, std::string_view whose);

}  // namespace maas::encoders
