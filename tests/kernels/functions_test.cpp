#include "kernels/cpu/functions.h"

#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>

#include "kernels/cpu/scalar/vector.h"

namespace maas::kernels {
namespace {

using scalar::Vector;

/// How many floats lie between a value and what it should be.
double units_apart(float value, double expected) {
  int exponent = 0;
  std::frexp(expected, &exponent);
  return std::abs(double{value} - expected) / std::ldexp(1.0, std::max(exponent - 24, -149));
}

/// Returns the most units that `function` is off on a fine grid.
template <class Function, class Exact>
double most_units(double begin, double end, Function function, Exact exact) {
  double most = 0;
  for (int i = 0; i <= 400000; ++i) {
    const auto x = static_cast<float>(begin + (end - begin) * i / 400000);
    most = std::max(most, units_apart(function(Vector{x}).value, exact(double{x})));
  }
  return most;
}

TEST(Functions, ExponentialsAreWithinTwoUnits) {
  const auto exact = [](double x) { return std::exp(x); };
  EXPECT_LE(most_units(-1, 1, exponential<Vector>, exact), 2);
  EXPECT_LE(most_units(-103.9, 88.7, exponential<Vector>, exact), 2);
}

TEST(Functions, ExponentialsEndInZeroAndInfinity) {
  EXPECT_EQ(exponential(Vector{-104}).value, 0);
  EXPECT_EQ(exponential(Vector{-INFINITY}).value, 0);
  EXPECT_EQ(exponential(Vector{0}).value, 1);
  EXPECT_EQ(exponential(Vector{89}).value, INFINITY);
  EXPECT_EQ(exponential(Vector{INFINITY}).value, INFINITY);
  EXPECT_TRUE(std::isnan(exponential(Vector{NAN}).value));
}

TEST(Functions, HyperbolicTangentsAreWithinThreeUnits) {
  const auto exact = [](double x) { return std::tanh(x); };
  EXPECT_LE(most_units(-1, 1, hyperbolic_tangent<Vector>, exact), 3);
  EXPECT_LE(most_units(-20, 20, hyperbolic_tangent<Vector>, exact), 3);
  EXPECT_LE(most_units(-1e-6, 1e-6, hyperbolic_tangent<Vector>, exact), 3);
  EXPECT_EQ(hyperbolic_tangent(Vector{-INFINITY}).value, -1);
  EXPECT_TRUE(std::isnan(hyperbolic_tangent(Vector{NAN}).value));
}

/// Without fused products the square in the exponent is rounded.
TEST(Functions, ProbabilitiesAreExactButInTheTail) {
  const auto exact = [](double x) { return std::erfc(-x / std::sqrt(2.0)) / 2; };
  EXPECT_LE(most_units(-1, 8, normal_probability<Vector>, exact), 6);
  EXPECT_LE(most_units(-5, -1, normal_probability<Vector>, exact), 30);
}

}  // namespace
}  // namespace maas::kernels
