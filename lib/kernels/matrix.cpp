#include "kernels/matrix.h"

#include <algorithm>

#include "kernels/cpu/matrix.h"

namespace maas::kernels {
namespace {

/// Up to as many tokens weights are read straight from the file, and each thread packs the
/// activations for itself; for more the team packs them together, and weights are unpacked to
/// tiles.
constexpr std::int64_t kFewTokens = 16;
constexpr std::int64_t kMostDepth = 768;
constexpr std::int64_t kTileRows = 64;
constexpr std::int64_t kTileBytes =
    kTileRows * kMostDepth * static_cast<std::int64_t>(sizeof(float));

constexpr std::int64_t divide_up(std::int64_t a, std::int64_t b) {
  return (a + b - 1) / b;
}

/// How columns are cut: into equal blocks that do not depend on anything else.
struct Blocks {
  std::int64_t count;
  std::int64_t depth;

  explicit Blocks(std::int64_t columns)
      : count(std::max<std::int64_t>(1, divide_up(columns, kMostDepth))),
        depth(divide_up(divide_up(columns, count), kColumnStep) * kColumnStep) {}
};

/// Bytes of packed activations of up to this size.
std::int64_t packed_bytes(std::int64_t tokens, std::int64_t columns) {
  const std::int64_t most = columns + kColumnStep * Blocks(columns).count;
  return divide_up(tokens * most * static_cast<std::int64_t>(sizeof(float)), 64) * 64;
}

/// One call of `multiply` as a worker sees it.
struct Product {
  Worker& worker;
  const MatrixKernels& kernels;
  const Matrix& w;
  Blocks blocks;
  const float* x;
  std::int64_t tokens;
  const float* bias;
  float* y;
  std::int64_t y_stride;

  std::int64_t row_bytes() const { return w.columns * static_cast<std::int64_t>(bytes_of(w.type)); }

  /// Packs the columns of block `block` of the tokens [begin, end).
  void pack(std::int64_t begin, std::int64_t end, std::byte* packed) const {
    for (std::int64_t block = 0; block < blocks.count; ++block) {
      const std::int64_t column = block * blocks.depth;
      const std::int64_t width = std::min(blocks.depth, w.columns - column);
      for (std::int64_t t = begin; t < end; ++t) {
        kernels.pack(x + t * w.columns + column, width, packed_at(packed, block, t));
      }
    }
  }

  std::byte* packed_at(std::byte* packed, std::int64_t block, std::int64_t token) const {
    return packed + (block * tokens + token) * blocks.depth * kernels.element_bytes;
  }

  /// The rows from `begin` to `end` as they are kept, of all columns.
  MatrixPart part(std::int64_t begin, std::int64_t end, const std::byte* packed) const {
    return {.weights = w.data + begin * row_bytes(),
            .row_bytes = row_bytes(),
            .rows = end - begin,
            .columns = w.columns,
            .depth = blocks.depth,
            .x = packed,
            .tokens = tokens,
            .bias = bias == nullptr ? nullptr : bias + begin,
            .continues = false,
            .coming = {},
            .y = y + begin,
            .y_stride = y_stride};
  }

  /// The columns of block `block` of up to kTileRows rows from `begin`.
  Coming piece(std::int64_t begin, std::int64_t end, std::int64_t block) const {
    const auto size = static_cast<std::int64_t>(bytes_of(w.type));
    const std::int64_t column = block * blocks.depth;
    return {.data = w.data + begin * row_bytes() + column * size,
            .row_bytes = row_bytes(),
            .rows = std::min(end - begin, kTileRows),
            .width = std::min(blocks.depth, w.columns - column) * size};
  }

  /// Computes up to kTileRows rows from `begin` and asks for what comes after them.
  void multiply_tile(std::int64_t begin, std::int64_t end, std::byte* packed,
                     std::byte* tile) const {
    for (std::int64_t block = 0; block < blocks.count; ++block) {
      const Coming now = piece(begin, end, block);
      const std::int64_t width = now.width / static_cast<std::int64_t>(bytes_of(w.type));
      MatrixPart part = this->part(begin, begin + now.rows, packed_at(packed, block, 0));
      part.row_bytes = blocks.depth * kernels.element_bytes;
      part.weights = tile;
      part.columns = divide_up(width, kColumnStep) * kColumnStep;
      part.continues = block > 0;
      part.coming =
          block + 1 < blocks.count ? piece(begin, end, block + 1) : piece(begin + now.rows, end, 0);
      for (std::int64_t row = 0; row < now.rows; ++row) {
        kernels.unpack(now.data + row * now.row_bytes, width, tile + row * part.row_bytes);
      }
      kernels.multiply_tile(part);
    }
  }
};

void multiply_few(const Product& product, std::byte* packed) {
  const auto [begin, end] = product.worker.share(product.w.rows, kRowGroup);
  if (begin == end) return;
  product.pack(0, product.tokens, packed);
  product.kernels.multiply(product.part(begin, end, packed));
}

void multiply_many(const Product& product, std::byte* packed, std::byte* tile) {
  product.worker.wait();
  const auto [first, last] = product.worker.share(product.tokens);
  product.pack(first, last, packed);
  product.worker.wait();
  const auto [begin, end] = product.worker.share(product.w.rows, kRowGroup);
  for (std::int64_t row = begin; row < end; row += kTileRows) {
    product.multiply_tile(row, end, packed, tile);
  }
}

}  // namespace

Matrix Matrix::slice(std::int64_t begin, std::int64_t count) const {
  Matrix part = *this;
  part.rows = count;
  part.data += begin * columns * static_cast<std::int64_t>(bytes_of(type));
  return part;
}

std::size_t scratch_bytes(std::int64_t tokens, std::int64_t columns, int threads) {
  const std::int64_t own = packed_bytes(std::min(tokens, kFewTokens), columns);
  if (tokens <= kFewTokens) return static_cast<std::size_t>(threads * own);
  return static_cast<std::size_t>(threads * (own + kTileBytes) + packed_bytes(tokens, columns));
}

bool rounds_activations(Weight type) {
  return matrix_kernels(active(), type).element_bytes < static_cast<std::int64_t>(sizeof(float));
}

void multiply(Worker& worker, const Matrix& w, const float* x, std::int64_t tokens,
              const float* bias, float* y, std::int64_t y_stride, const Scratch& scratch) {
  if (tokens == 0) return;
  const Product product{.worker = worker,
                        .kernels = matrix_kernels(active(), w.type),
                        .w = w,
                        .blocks = Blocks(w.columns),
                        .x = x,
                        .tokens = tokens,
                        .bias = bias,
                        .y = y,
                        .y_stride = y_stride};
  const std::int64_t own = packed_bytes(std::min(tokens, kFewTokens), w.columns);
  std::byte* const mine = scratch.data + worker.index() * own;
  if (tokens <= kFewTokens) return multiply_few(product, mine);
  std::byte* const tiles = scratch.data + worker.count() * own;
  std::byte* const packed = tiles + worker.count() * kTileBytes;
  multiply_many(product, packed, tiles + worker.index() * kTileBytes);
}

void read_row(const Matrix& w, std::int64_t row, float* values) {
  matrix_kernels(active(), w.type).widen(w.slice(row, 1).data, w.columns, values);
}

}  // namespace maas::kernels
