#include "kernels/cpu/matrix.h"

#include "kernels/cpu/avx512/weights.h"
#include "kernels/cpu/matrix_compute.h"

namespace maas::kernels::avx512bf16 {
namespace {

/// Pairs of bf16 products a lane, summed up in fp32.
struct Pairs {
  using Sum = avx512::Vector;
  using Operand = __m512bh;
  using Element = uint16_t;
  static constexpr int64_t kStep = 32;
  static constexpr int64_t kBytes = 2;
  static constexpr int64_t kTokens = avx512::Weights::kTokens;

  static Sum zero() { return Sum::zero(); }
  static Operand load(const std::byte* from) {
    return reinterpret_cast<Operand>(_mm512_loadu_si512(from));
  }
  static Operand load_first(const std::byte* from, int64_t count) {
    const auto first = static_cast<__mmask32>((uint64_t{1} << count) - 1u);
    return reinterpret_cast<Operand>(_mm512_maskz_loadu_epi16(first, from));
  }
  static Operand load_x(const uint16_t* from) {
    return reinterpret_cast<Operand>(_mm512_loadu_si512(from));
  }
  static Sum add(Sum sum, Operand weight, Operand x) {
    return {_mm512_dpbf16_ps(sum.value, weight, x)};
  }
  static Four reduce(const Sum (&sums)[kRowGroup]) { return avx512::Weights::reduce(sums); }
  static void store(Operand values, uint16_t* to) {
    _mm512_storeu_si512(to, reinterpret_cast<__m512i>(values));
  }
};

/// Activations, rounded to nearest, ties to even.
struct Rounded : Pairs {
  static constexpr int64_t kBytes = 4;
  static Operand load(const std::byte* from) {
    const auto* floats = reinterpret_cast<const float*>(from);
    return _mm512_cvtne2ps_pbh(_mm512_loadu_ps(floats + 16), _mm512_loadu_ps(floats));
  }
  static Operand load_first(const std::byte* from, int64_t count) {
    const auto first = static_cast<uint32_t>((uint64_t{1} << count) - 1u);
    const auto* floats = reinterpret_cast<const float*>(from);
    return _mm512_cvtne2ps_pbh(
        _mm512_maskz_loadu_ps(static_cast<__mmask16>(first >> 16), floats + 16),
        _mm512_maskz_loadu_ps(static_cast<__mmask16>(first), floats));
  }
};

using Widened = FloatOperands<avx512::Vector, avx512::WeightsBF16>;

}  // namespace

constinit const MatrixKernels kMatrixKernels = {
    .element_bytes = sizeof(uint16_t),
    .pack =
        [](const float* from, int64_t count, std::byte* to) {
          unpack<Rounded, Pairs>(reinterpret_cast<const std::byte*>(from), count, to);
        },
    .unpack = unpack<Pairs, Pairs>,
    .widen = widen<Widened>,
    .multiply = multiply_rows<Pairs>,
    .multiply_tile = multiply_tile<Pairs>};

}  // namespace maas::kernels::avx512bf16
