#pragma once

/// Elementary functions of vectors `V` (see scalar/vector.h). A lane's result depends on nothing
/// but its argument.
namespace maas::kernels {

/// Returns c[0] + c[1] x + ... + c[n - 1] x^(n - 1).
template <class V, int n>
[[gnu::always_inline]] inline V polynomial(V x, const float (&c)[n]) {
  V sum = V::broadcast(c[n - 1]);
#pragma GCC unroll 16
  for (int i = n - 2; i >= 0; --i) sum = V::multiply_add(sum, x, V::broadcast(c[i]));
  return sum;
}

/// Within 2 units in the last place, those of subnormal results included.
template <class V>
[[gnu::always_inline]] inline V exponential(V x) {
  constexpr float kPower[] = {0.5f, 0.16666576266f, 0.041666373611f, 0.0083631798625f,
                              0.0013941117795f};
  // Beyond, the result is 0 or infinite; a NaN stays one.
  x = V::minimum(V::broadcast(89.0f), V::maximum(V::broadcast(-104.0f), x));
  const V power = V::nearest_integer(V::multiply(x, V::broadcast(1.44269504089f)));
  // ln 2 in two parts, of which the first has few enough bits for an exact product.
  V rest = V::multiply_add(power, V::broadcast(-0.693359375f), x);
  rest = V::multiply_add(power, V::broadcast(2.12194440e-4f), rest);
  const V curve = V::multiply_add(V::multiply(rest, rest), polynomial(rest, kPower), rest);
  return V::scale_by_power(V::add(curve, V::broadcast(1.0f)), power);
}

/// Within 3 units in the last place.
template <class V>
[[gnu::always_inline]] inline V hyperbolic_tangent(V x) {
  constexpr float kOdd[] = {-0.33333328366f, 0.13332770765f, -0.053850952536f, 0.02099735476f,
                            -0.0060969372280f};
  const V one = V::broadcast(1.0f);
  const V square = V::multiply(x, x);
  const V small = V::multiply_add(V::multiply(square, x), polynomial(square, kOdd), x);
  const V size = V::magnitude(x);
  const V power = exponential(V::add(size, size));
  const V large = V::subtract(one, V::divide(V::broadcast(2.0f), V::add(power, one)));
  const V signed_large = V::select(V::greater(V::zero(), x), V::subtract(V::zero(), large), large);
  return V::select(V::greater(size, V::broadcast(0.625f)), signed_large, small);
}

template <class V>
[[gnu::always_inline]] inline V sigmoid(V x) {
  const V one = V::broadcast(1.0f);
  return V::divide(one, V::add(one, exponential(V::subtract(V::zero(), x))));
}

/// Returns the probability that a standard normal variable is below x; its relative error is small
/// for negative x too.
template <class V>
[[gnu::always_inline]] inline V normal_probability(V x) {
  // exp(a^2) erfc(a) / t as a polynomial of t = 2 / (2 + a), for a of 0 .. 14.
  constexpr float kTail[] = {0.28209301829f,  0.28214293718f,   0.24632038176f,  0.17887659371f,
                             0.079673349857f, -0.024722402915f, 0.075370229781f, -0.39376136661f,
                             0.45217677951f,  -0.21865384281f,  0.040484312922f};
  const V one = V::broadcast(1.0f);
  const V two = V::broadcast(2.0f);
  const V a =
      V::minimum(V::broadcast(14.0f), V::multiply(V::magnitude(x), V::broadcast(0.70710678119f)));
  const V t = V::divide(two, V::add(two, a));
  const V square = V::multiply(a, a);
  const V lost = V::multiply_add(a, a, V::subtract(V::zero(), square));
  const V decay = exponential(V::subtract(V::zero(), square));
  const V scaled =
      V::multiply(V::multiply(t, polynomial(t, kTail)), V::multiply(decay, V::subtract(one, lost)));
  const V tail = V::multiply(V::broadcast(0.5f), scaled);
  return V::select(V::greater(x, V::zero()), V::subtract(one, tail), tail);
}

}  // namespace maas::kernels
