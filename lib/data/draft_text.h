#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "data/layout.h"

/// What drafted recipes have in common, whatever the kind of data.
namespace maas::data {

/// Returns "3,000".
std::string grouped(std::int64_t count);

/// Returns "2 classes: '<=50K' 76.1%, '>50K' 23.9%"; of many only the first are named.
std::string classes_text(const Dataset& samples);

/// Returns the lines that tell where the samples of train, valid and test are: in files, or among
/// the `samples` of train.
/// @param how  samples are taken out of train, in the manner of YAML: ", by: order"
std::string splits_text(const std::vector<SplitFiles>& splits, std::int64_t samples,
                        std::string_view how = "");

/// Makes sure that a share of the training samples is left for each split that has no files.
/// @param counts  samples of each class; of the whole if there are no classes
/// @param noun  what they are called: "pictures"
/// @throws Error kInvalidData
void require_enough(const std::vector<SplitFiles>& splits, const std::vector<std::int64_t>& counts,
                    std::string_view noun);

}  // namespace maas::data
