#pragma once

#include <cstdint>
#include <vector>

#include "decoding/specification.h"

namespace maas::decoding {

/// The angles of rotary positions.
class RotaryAngles {
 public:
  /// @param context  positions that the model was made for
  RotaryAngles(const Rotary& rotary, std::int64_t context);

  /// Gives cosine and sine of each pair at a position.
  /// @param length  of the sequence, the position included: beyond the original context some
  ///   scalings use other angles
  void at(std::int64_t position, std::int64_t length, float* cosines, float* sines) const;

 private:
  std::vector<float> frequencies_;       ///< of each pair
  std::vector<float> long_frequencies_;  ///< beyond the original context; empty: the same
  std::int64_t original_context_ = 0;
  float scale_ = 1;  ///< of cosines and sines
};

}  // namespace maas::decoding
