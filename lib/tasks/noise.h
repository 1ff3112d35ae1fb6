#pragma once

#include <cstdint>
#include <memory>

#include <ATen/core/Tensor.h>

#include "feed/source.h"

namespace maas::tasks {

/// Returns standard normal numbers, the same on every machine, [B, width]: each row is a function
/// of its position and the seed, whatever the others are.
/// @param positions  [B] int64
at::Tensor noise_at(const at::Tensor& positions, std::int64_t width, std::uint64_t seed);

/// A part of batches that are judged: samples that have one are judged by the noise there, so that
/// a judgement does not depend on batches and is the same each time.
inline constexpr const char* kPosition = "position";  ///< [B] int64, of the samples in their set

std::shared_ptr<const feed::Part> position_part();

}  // namespace maas::tasks
