#pragma once

#include <cstdint>
#include <vector>

#include "decoding/specification.h"

namespace maas::decoding {

/// The angles of rotary positions.
class RotaryAngles {
 public:
  /// @param made_for  positions that the model was made for
  /// @param context  positions that there may be: beyond the original ones, long factors hold for
  ///   all of them, since what was remembered could not turn with a text that grows
  RotaryAngles(const Rotary& rotary, std::int64_t made_for, std::int64_t context);

  /// Gives cosine and sine of each pair at a position.
  void at(std::int64_t position, float* cosines, float* sines) const;

 private:
  std::vector<float> frequencies_;  ///< of each pair
  float scale_ = 1;                 ///< of cosines and sines
};

}  // namespace maas::decoding
