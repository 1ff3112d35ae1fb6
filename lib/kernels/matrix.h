#pragma once

#include <cstddef>
#include <cstdint>

#include "kernels/team.h"

/// Products with the weights of language models: any number of tokens, each weight read once for
/// as many tokens as fit.
namespace maas::kernels {

/// How the elements of a weight are kept. Later: 8 and 4 bits, in panels.
enum class Weight : std::uint8_t { kF32, kF16, kBF16 };

/// Bytes of one element.
constexpr std::size_t bytes_of(Weight weight) {
  return weight == Weight::kF32 ? 4 : 2;
}

/// A weight [rows, columns] in row-major order, as it lies in the mapped file. Rows are outputs;
/// there is at least one column.
struct Matrix {
  Weight type = Weight::kF32;
  std::int64_t rows = 0;
  std::int64_t columns = 0;
  const std::byte* data = nullptr;  ///< need not be aligned

  std::size_t bytes() const { return static_cast<std::size_t>(rows * columns) * bytes_of(type); }
  /// Returns the rows [begin, begin + count).
  Matrix slice(std::int64_t begin, std::int64_t count) const;
};

/// Memory that `multiply` needs for itself, shared by the team: make it once with `scratch_bytes`.
struct Scratch {
  std::byte* data = nullptr;  ///< aligned to 64 bytes
  std::size_t bytes = 0;
};

/// Returns the bytes of scratch that products of up to `tokens` rows of up to `columns` need.
std::size_t scratch_bytes(std::int64_t tokens, std::int64_t columns, int threads);

/// Returns whether `multiply` rounds activations to bf16, nearest and ties to even, before it
/// multiplies them with weights of this type: with bf16 ones, where the processor does so natively
/// (AVX512_BF16). All others are multiplied by the fp32 activations.
bool rounds_activations(Weight type);

/// y[t, r] = sum over c of w[r, c] x[t, c], plus bias[r]: x [tokens, columns] and y [tokens,
/// y_stride >= rows], fp32, summed up in fp32. Called by all workers of a team together; they must
/// wait before it (x is written), after it (y is read), and between calls that share scratch but
/// not x.
///
/// Sums are taken in one order that only the columns and the instruction set decide: an output has
/// the same bits whatever the number of threads, and whatever tokens and rows are computed beside
/// it: one token alone or among thousands.
/// @param bias  [rows], or null
void multiply(Worker& worker, const Matrix& w, const float* x, std::int64_t tokens,
              const float* bias, float* y, std::int64_t y_stride, const Scratch& scratch);

/// Widens one row of a weight to fp32: the embedding of a token.
void read_row(const Matrix& w, std::int64_t row, float* values);

}  // namespace maas::kernels
