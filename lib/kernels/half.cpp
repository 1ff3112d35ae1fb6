#include "kernels/half.h"

#include <immintrin.h>

#include "base/half.h"

namespace maas::kernels {
namespace {

[[gnu::target("avx,f16c")]] std::size_t by_eights(std::span<const float> values,
                                                  std::uint16_t* halves) {
  std::size_t i = 0;
  for (; i + 8 <= values.size(); i += 8) {
    const __m256 eight = _mm256_loadu_ps(values.data() + i);
    _mm_storeu_si128(reinterpret_cast<__m128i*>(halves + i),
                     _mm256_cvtps_ph(eight, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC));
  }
  return i;
}

}  // namespace

void to_half(std::span<const float> values, std::uint16_t* halves) {
  static const bool has_f16c = __builtin_cpu_supports("f16c") != 0;
  for (std::size_t i = has_f16c ? by_eights(values, halves) : 0; i < values.size(); ++i) {
    halves[i] = base::to_half(values[i]);
  }
}

}  // namespace maas::kernels
