#pragma once

#include "kernels/cpu/conv.h"

/// The ways into and out of lane maps, for any vector `V` (see scalar/vector.h).
namespace maas::kernels {

/// Walks a map row by row and knows each pixel's offset in memory whose rows are `row` apart.
class PixelCursor {
 public:
  [[gnu::always_inline]] PixelCursor(int64_t columns, int64_t step, int64_t row)
      : columns_(columns), step_(step), gap_(row - columns * step) {}

  /// Returns the offset of the pixel and goes on to the next.
  [[gnu::always_inline]] int64_t next() {
    const int64_t here = offset_;
    offset_ += step_;
    if (++column_ == columns_) {
      column_ = 0;
      offset_ += gap_;
    }
    return here;
  }

 private:
  int64_t columns_;
  int64_t step_;
  int64_t gap_;
  int64_t column_ = 0;
  int64_t offset_ = 0;
};

/// Calls `use(pixel, vector)` with each pixel of all pictures.
template <class V, class Use>
inline void for_each_pixel(const Pictures<const float>& pictures, Use use) {
  const int64_t pixels = pictures.rows * pictures.columns;
  for (int64_t begin = 0; begin < pixels; begin += V::kLanes) {
    const int64_t width = pixels - begin < V::kLanes ? pixels - begin : V::kLanes;
    V block[V::kLanes];
    for (int64_t lane = 0; lane < V::kLanes; ++lane) {
      block[lane] = lane < pictures.count
                        ? V::load_first(pictures.data + lane * pictures.stride + begin, width)
                        : V::zero();
    }
    V::transpose(block);
    for (int64_t i = 0; i < width; ++i) use(begin + i, block[i]);
  }
}

template <class V>
void pack(const Pictures<const float>& from, float* to, int64_t to_row) {
  PixelCursor cursor(from.columns, V::kLanes, to_row);
  for_each_pixel<V>(from, [&](int64_t, V pixel) { pixel.store(to + cursor.next()); });
}

template <class V>
void unpack(const float* from, int64_t from_row, const Pictures<float>& to) {
  const int64_t pixels = to.rows * to.columns;
  PixelCursor cursor(to.columns, V::kLanes, from_row);
  for (int64_t begin = 0; begin < pixels; begin += V::kLanes) {
    const int64_t width = pixels - begin < V::kLanes ? pixels - begin : V::kLanes;
    V block[V::kLanes];
    for (int64_t i = 0; i < V::kLanes; ++i) {
      block[i] = i < width ? V::load(from + cursor.next()) : V::zero();
    }
    V::transpose(block);
    for (int64_t lane = 0; lane < to.count; ++lane) {
      block[lane].store_first(to.data + lane * to.stride + begin, width);
    }
  }
}

template <class V>
float pack_gradient(const Pictures<const float>& from, const uint8_t* winners, float* to,
                    int64_t to_row) {
  V sum = V::zero();
  if (winners == nullptr) {
    PixelCursor cursor(from.columns, V::kLanes, to_row);
    for_each_pixel<V>(from, [&](int64_t, V pixel) {
      pixel.store(to + cursor.next());
      sum = V::add(sum, pixel);
    });
    return sum.sum();
  }
  PixelCursor cursor(from.columns, 2 * V::kLanes, 2 * to_row);
  for_each_pixel<V>(from, [&](int64_t index, V pixel) {
    float* window = to + cursor.next();
    const V winner = V::load_bytes(winners + index * V::kLanes);
    for (int64_t place = 0; place < 4; ++place) {
      const V won =
          V::select(V::equal(winner, V::broadcast(static_cast<float>(place))), pixel, V::zero());
      won.store(window + place / 2 * to_row + place % 2 * V::kLanes);
      sum = V::add(sum, won);
    }
  });
  return sum.sum();
}

}  // namespace maas::kernels
