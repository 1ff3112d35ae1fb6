#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "data/headers.h"
#include "data/locate.h"
#include "maas/progress.h"

namespace maas::data {

/// What a recipe for a data set is made from.
struct Look {
  std::vector<SplitFiles> splits;  ///< train first; their options agree with the facts
  Facts facts;
  std::vector<std::int64_t> counts;  ///< training pictures of each class
  ImageShape smallest;               ///< by rows, then columns, of the training pictures
  ImageShape largest;
  std::int64_t side = 0;     ///< to which pictures are best resized; 0: they stay as they are
  bool transparent = false;  ///< whether a measured picture shows its background
  std::vector<double> mean;  ///< of each channel of pixels in 0..1, of `measured` pictures, resized
  std::vector<double> deviation;
  std::int64_t measured = 0;
  std::vector<LeftOut> left_out;  ///< of the training split

  std::int64_t samples() const;
  bool one_size() const {
    return smallest.height == largest.height && smallest.width == largest.width;
  }
};

/// Looks at a data set: reads every picture to its end, of a stream some, and measures some.
/// @throws Error kNotFound; kInvalidData if pictures are broken or there are fewer than two
/// classes;
///   kInterrupted or kTerminated if a stop is asked for
Look look_at(const std::filesystem::path& path, Progress& progress);

}  // namespace maas::data
