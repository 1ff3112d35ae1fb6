#pragma once

#include <array>
#include <optional>
#include <vector>

#include "base/hashing.h"
#include "formats/image/image.h"
#include "transforms/image.h"

namespace maas::transforms {

/// The deterministic part of pre-processing in the terms of `preprocessor_config.json`.
struct PreprocessorConfig {
  std::optional<formats::Rgb> background;           ///< of what is transparent
  std::optional<std::array<std::int64_t, 2>> size;  ///< height, width
  std::vector<double> mean;                         ///< per channel; empty: not normalised
  std::vector<double> std;
};

/// A step from the picture as read to the network's input. Objects are shared between threads.
class Transform {
 public:
  virtual ~Transform() = default;

  /// @param random  this sample's own stream; deterministic transforms do not touch it
  virtual void apply(Image& image, base::Random& random) const = 0;

  /// Returns what becomes of a picture of this shape.
  /// @throws Error kInvalidRecipe if the transform does not take such pictures
  virtual ImageShape output(const ImageShape& input) const { return input; }

  /// Whether it draws random numbers, and so may only augment.
  virtual bool is_random() const { return false; }

  /// Whether its result is no picture of values in 0..1 any more, and so augmented before.
  virtual bool standardizes() const { return false; }

  /// Adds itself to the description that is published with the model.
  virtual void record(PreprocessorConfig&) const {}
};

}  // namespace maas::transforms
