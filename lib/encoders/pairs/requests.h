#pragma once

#include "encoders/encoder.h"
#include "encoders/pairs/names.h"

/// What clients send about users and items: names as BYTES, [N] or [N, 1]; INT64 stands for the
/// decimal numbers that names may be.
namespace maas::encoders {

inline constexpr const char* kUserInput = "user";
inline constexpr const char* kItemInput = "item";

/// As Encoder::check.
/// @param has_items  whether each user comes with an item
Demand check_pairs(const HostTensors& inputs, bool has_items);

/// Returns the numbers of the names of an input that `check_pairs` has accepted, [N] int64.
/// @param part  of a batch
HostTensor numbered(const HostTensors& inputs, std::string_view input, const Names& names,
                    const char* part);

}  // namespace maas::encoders
