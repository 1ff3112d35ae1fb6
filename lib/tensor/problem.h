#pragma once

#include <cstdint>
#include <vector>

namespace maas::tensor {

/// What a network is built for: the shape of one sample and the number of outputs.
struct Problem {
  std::vector<std::int64_t>
      input;  ///< of pictures [C, H, W], of rows [F], of series [T, F], of tokens of any length []
  std::int64_t vocabulary = 0;  ///< how many different tokens there are; 0: inputs are numbers
  std::int64_t outputs = 0;
};

}  // namespace maas::tensor
