#pragma once

#include <cstdint>
#include <vector>

namespace maas::tensor {

/// What a network is built for: the shape of one sample and the number of outputs.
struct Problem {
  std::vector<std::int64_t>
      input;  ///< of pictures [C, H, W], of rows [F], of tokens of any length []
  std::int64_t vocabulary =
      0;  ///< how many different tokens or users there are; 0: inputs are numbers
  std::int64_t outputs = 0;
  std::int64_t items = 0;  ///< how many there are that users choose among
};

}  // namespace maas::tensor
