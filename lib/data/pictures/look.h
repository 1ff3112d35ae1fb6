#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "data/layout.h"
#include "data/pictures.h"
#include "maas/progress.h"

namespace maas::data {

/// What a recipe for pictures is made from.
struct PictureLook {
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

/// Looks at pictures: reads every one to its end, of a stream some, and measures some.
/// @param splits  train first
/// @param wants_classes  whether they are to be told apart; else pictures need no class
/// @param source  where they are, for messages
/// @throws Error kNotFound; kInvalidData if pictures are broken or there are fewer than two
///   classes; kInterrupted or kTerminated if a stop is asked for
PictureLook look_at_pictures(std::vector<SplitFiles> splits, bool wants_classes,
                             const std::filesystem::path& source, Progress& progress);

}  // namespace maas::data
