#pragma once

#include <cmath>

namespace maas::base {

/// The mean of numbers, and the population's standard deviation.
struct Moments {
  double mean = 0;
  double std = 0;  ///< 0: they are all the same, but for rounding

  bool are_finite() const { return std::isfinite(mean) && std::isfinite(std); }
};

/// Returns the moments of numbers, in two passes; 0 of none.
/// @param for_each  calls what it is given for each of them, in the same order each time
template <class ForEach>
Moments moments_of(const ForEach& for_each) {
  double count = 0;
  double first = 0;
  Moments moments;
  for_each([&](double value) {
    if (count == 0) first = value;
    moments.mean += value;
    ++count;
  });
  if (count == 0) return moments;
  moments.mean /= count;
  double squares = 0;
  for_each([&](double value) { squares += (value - moments.mean) * (value - moments.mean); });
  moments.std = std::sqrt(squares / count);
  constexpr double kRounding = 1e-12;
  const bool is_rounding = moments.std <= kRounding * std::abs(moments.mean);
  if (is_rounding && moments.are_finite()) return {.mean = first};
  return moments;
}

}  // namespace maas::base
