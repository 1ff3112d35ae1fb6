#pragma once

#include <bit>
#include <cmath>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "formats/gguf/gguf.h"
#include "support/support.h"

namespace maas::formats::gguf_test {

inline std::vector<float> widened(const GgufTensor& tensor) {
  std::vector<float> values(static_cast<std::size_t>(tensor.elements()));
  widen(tensor.type, tensor.bytes, values);
  return values;
}

/// Equal to the last bit; one NaN is as good as another.
inline bool same(float a, float b) {
  return std::bit_cast<std::uint32_t>(a) == std::bit_cast<std::uint32_t>(b) ||
         (std::isnan(a) && std::isnan(b));
}

/// Widens each tensor that another, `<name>.values`, has the values of.
/// @returns the number of such tensors
inline int compare_values(const GgufFile& file) {
  int compared = 0;
  for (const GgufTensor& tensor : file.tensors()) {
    const GgufTensor* expected = file.find(tensor.name + ".values");
    if (expected == nullptr) continue;
    const std::vector<float> values = widened(tensor);
    const std::vector<float> others = widened(*expected);
    EXPECT_TRUE(std::ranges::equal(values, others, same)) << tensor.name;
    ++compared;
  }
  return compared;
}

}  // namespace maas::formats::gguf_test
