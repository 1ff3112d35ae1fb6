#pragma once

#include <cstdint>

/// Operations of a transformer on single rows of fp32.
namespace maas::kernels {

/// y = x / sqrt(mean(x^2) + eps) * (weight + offset); `weight` may be null: ones. x may be y.
void rms_norm(const float* x, const float* weight, float offset, float eps, std::int64_t size,
              float* y);

/// y = (x - mean) / sqrt(var + eps) * weight + bias; both may be null. x may be y.
void layer_norm(const float* x, const float* weight, const float* bias, float eps,
                std::int64_t size, float* y);

/// Rotates pairs of a head in place: its first 2 * pairs values. `cosines` and `sines` are [pairs].
/// @param interleaved  pairs are neighbours (GPT-J), else a half apart (GPT-NeoX, Llama)
void rotate(float* head, const float* cosines, const float* sines, std::int64_t pairs,
            bool interleaved);

/// Non-linear functions between the two products of an MLP.
enum class Activation : std::uint8_t { kSilu, kGelu, kGeluTanh, kRelu, kReluSquared };

/// y = activation(x), in place.
void activate(Activation activation, float* x, std::int64_t size);

/// gate = activation(gate) * up, in place.
void gate(Activation activation, float* gate, const float* up, std::int64_t size);

/// x += scale * y
void add_scaled(float* x, const float* y, float scale, std::int64_t size);

/// Returns the index of the largest value, the first among equals; NaN is never it. -1 if there is
/// nothing else.
std::int64_t argmax(const float* x, std::int64_t size);

/// x = softmax(x / temperature) in place, temperature > 0; returns log(sum(exp(x / temperature))).
/// Minus infinity gets nothing: where all are, all become 0. One NaN makes all NaN.
float softmax(float* x, float temperature, std::int64_t size);

}  // namespace maas::kernels
