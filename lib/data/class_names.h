#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "data/dataset.h"

namespace maas::data {

/// Returns for each class of a set which of `classes` it stands for.
///
/// A name stands for the class of the same name or, where there is none, for the only one that
/// differs from it in capitals or in how Unicode composes its letters. Classes without a sample in
/// the set are no fault.
///
/// @param what  the set, for messages: "data.valid", "the samples"
/// @param whose  the classes, for messages: "data.train", "the model"
/// @throws Error kInvalidData if the set has a class that is none of them, or two that stand for
///   the same one
std::vector<std::int64_t> matched_classes(const Dataset& set,
                                          const std::vector<std::string>& classes,
                                          std::string_view what, std::string_view whose);

}  // namespace maas::data
