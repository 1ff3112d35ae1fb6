#pragma once

#include <cstdint>
#include <vector>

namespace maas::tensor {

/// What a network is built for: the shape of one sample and the number of outputs.
struct Problem {
  std::vector<std::int64_t> input;  ///< of pictures [C, H, W], of rows [F]
  std::int64_t outputs = 0;
};

}  // namespace maas::tensor
