#pragma once

#include "kernels/cpu/functions.h"
#include "kernels/cpu/parts.h"
#include "kernels/cpu/rows.h"

namespace maas::kernels {

/// The operations of `kernels/vector.h` with vectors `V`.
template <class V>
struct Rows {
  static double sum_of(const float* x, int64_t size) {
    return sum_over<V>(size,
                       [&](V sum, int64_t i, auto part) { return V::add(sum, part.load(x + i)); });
  }

  /// Returns the sum of (x - mean)^2.
  static double squares_about(float mean, const float* x, int64_t size) {
    const V center = V::broadcast(mean);
    return sum_over<V>(size, [&](V sum, int64_t i, auto part) {
      const V apart = V::subtract(part.load(x + i, center), center);
      return V::multiply_add(apart, apart, sum);
    });
  }

  static float inverse_root(double squares, float eps, int64_t size) {
    const double mean = squares / static_cast<double>(size);
    return static_cast<float>(1.0 / __builtin_sqrt(mean + static_cast<double>(eps)));
  }

  static void rms_norm(const float* x, const float* weight, float offset, float eps, int64_t size,
                       float* y) {
    const V factor = V::broadcast(inverse_root(squares_about(0, x, size), eps, size));
    const V offsets = V::broadcast(offset);
    for_each_part<V>(size, [&](int64_t i, auto part) {
      V value = V::multiply(part.load(x + i), factor);
      if (weight != nullptr) value = V::multiply(value, V::add(part.load(weight + i), offsets));
      part.store(value, y + i);
    });
  }

  static void layer_norm(const float* x, const float* weight, const float* bias, float eps,
                         int64_t size, float* y) {
    const auto mean = static_cast<float>(sum_of(x, size) / static_cast<double>(size));
    const V center = V::broadcast(mean);
    const V factor = V::broadcast(inverse_root(squares_about(mean, x, size), eps, size));
    for_each_part<V>(size, [&](int64_t i, auto part) {
      V value = V::multiply(V::subtract(part.load(x + i), center), factor);
      if (weight != nullptr) value = V::multiply(value, part.load(weight + i));
      if (bias != nullptr) value = V::add(value, part.load(bias + i));
      part.store(value, y + i);
    });
  }

  /// Turns (a, b) by the angle whose cosine and sine are given.
  static void turn(V& a, V& b, V cosine, V sine) {
    const V first = V::subtract(V::multiply(a, cosine), V::multiply(b, sine));
    b = V::multiply_add(a, sine, V::multiply(b, cosine));
    a = first;
  }

  static void rotate_halves(float* head, const float* cosines, const float* sines, int64_t pairs) {
    for_each_part<V>(pairs, [&](int64_t i, auto part) {
      V a = part.load(head + i);
      V b = part.load(head + pairs + i);
      turn(a, b, part.load(cosines + i), part.load(sines + i));
      part.store(a, head + i);
      part.store(b, head + pairs + i);
    });
  }

  static void rotate_neighbours(float* head, const float* cosines, const float* sines,
                                int64_t pairs) {
    int64_t i = 0;
    for (; i + V::kLanes <= pairs; i += V::kLanes) {
      rotate_vectors(head + 2 * i, V::load(cosines + i), V::load(sines + i));
    }
    if (i == pairs) return;
    float last[2 * V::kLanes] = {};
    const int64_t left = pairs - i;
    __builtin_memcpy(last, head + 2 * i, static_cast<size_t>(2 * left) * sizeof(float));
    rotate_vectors(last, V::load_first(cosines + i, left), V::load_first(sines + i, left));
    __builtin_memcpy(head + 2 * i, last, static_cast<size_t>(2 * left) * sizeof(float));
  }

  /// Rotates the neighbours of two vectors.
  static void rotate_vectors(float* head, V cosines, V sines) {
    V a = V::load(head);
    V b = V::load(head + V::kLanes);
    V::part(a, b);
    turn(a, b, cosines, sines);
    V::join(a, b);
    a.store(head);
    b.store(head + V::kLanes);
  }

  static void rotate(float* head, const float* cosines, const float* sines, int64_t pairs,
                     bool interleaved) {
    if (interleaved) {
      rotate_neighbours(head, cosines, sines, pairs);
    } else {
      rotate_halves(head, cosines, sines, pairs);
    }
  }

  template <Activation kActivation>
  static V activated(V x) {
    if constexpr (kActivation == Activation::kSilu) return V::multiply(x, sigmoid(x));
    if constexpr (kActivation == Activation::kGelu) return V::multiply(x, normal_probability(x));
    if constexpr (kActivation == Activation::kGeluTanh) {
      // (1 + tanh(u)) / 2 = sigmoid(2 u), u = sqrt(2 / pi) (x + 0.044715 x^3)
      const V cube = V::multiply(V::multiply(x, x), x);
      const V inner = V::multiply_add(cube, V::broadcast(0.044715f), x);
      return V::multiply(x, sigmoid(V::multiply(inner, V::broadcast(1.59576912161f))));
    }
    const V positive = V::maximum(V::zero(), x);
    return kActivation == Activation::kRelu ? positive : V::multiply(positive, positive);
  }

  /// Calls `run.template operator()<activation>()`.
  template <class Run>
  static void with_activation(Activation activation, Run run) {
    switch (activation) {
      case Activation::kSilu:
        return run.template operator()<Activation::kSilu>();
      case Activation::kGelu:
        return run.template operator()<Activation::kGelu>();
      case Activation::kGeluTanh:
        return run.template operator()<Activation::kGeluTanh>();
      case Activation::kRelu:
        return run.template operator()<Activation::kRelu>();
      case Activation::kReluSquared:
        return run.template operator()<Activation::kReluSquared>();
    }
  }

  static void activate(Activation activation, float* x, int64_t size) {
    with_activation(activation, [&]<Activation kActivation>() {
      for_each_part<V>(size, [&](int64_t i, auto part) {
        part.store(activated<kActivation>(part.load(x + i)), x + i);
      });
    });
  }

  static void gate(Activation activation, float* gate, const float* up, int64_t size) {
    with_activation(activation, [&]<Activation kActivation>() {
      for_each_part<V>(size, [&](int64_t i, auto part) {
        const V open = activated<kActivation>(part.load(gate + i));
        part.store(V::multiply(open, part.load(up + i)), gate + i);
      });
    });
  }

  static void add_scaled(float* x, const float* y, float scale, int64_t size) {
    const V factor = V::broadcast(scale);
    for_each_part<V>(size, [&](int64_t i, auto part) {
      part.store(V::multiply_add(part.load(y + i), factor, part.load(x + i)), x + i);
    });
  }

  /// Returns the largest value that is not NaN, or minus infinity.
  static float largest_of(const float* x, int64_t size) {
    const V least = V::broadcast(-__builtin_inff());
    return reduce<V>(
               0, size, least,
               [&](V most, int64_t i, auto part) {
                 return V::maximum(part.load(x + i, least), most);
               },
               V::maximum)
        .largest();
  }

  static int64_t argmax(const float* x, int64_t size) {
    const V most = V::broadcast(largest_of(x, size));
    for (int64_t i = 0; i < size; i += V::kLanes) {
      const int64_t width = size - i < V::kLanes ? size - i : V::kLanes;
      const int64_t lane = V::first_of(V::equal(V::load_first(x + i, width), most));
      if (lane < width) return i + lane;
    }
    return -1;
  }

  static float softmax(float* x, float temperature, int64_t size) {
    const float largest = largest_of(x, size);
    const V least = V::broadcast(-__builtin_inff());
    // Where all are minus infinity, so shall be their differences.
    const V most = V::broadcast(largest == -__builtin_inff() ? 0.0f : largest);
    const V factor = V::broadcast(1.0f / temperature);
    const double sum = sum_over<V>(size, [&](V so_far, int64_t i, auto part) {
      const V below = V::subtract(part.load(x + i, least), most);
      const V power = exponential(V::multiply(below, factor));
      part.store(power, x + i);
      return V::add(so_far, power);
    });
    const V share = V::broadcast(sum == 0.0 ? 0.0f : static_cast<float>(1.0 / sum));
    for_each_part<V>(size, [&](int64_t i, auto part) {
      part.store(V::multiply(part.load(x + i), share), x + i);
    });
    return static_cast<float>(static_cast<double>(largest / temperature) + __builtin_log(sum));
  }

  static constexpr RowKernels kKernels = {.rms_norm = rms_norm,
                                          .layer_norm = layer_norm,
                                          .rotate = rotate,
                                          .activate = activate,
                                          .gate = gate,
                                          .add_scaled = add_scaled,
                                          .argmax = argmax,
                                          .softmax = softmax};
};

}  // namespace maas::kernels
