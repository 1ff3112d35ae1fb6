#include "kernels/vector.h"

#include "kernels/cpu/rows.h"
#include "kernels/dispatch.h"

namespace maas::kernels {

void rms_norm(const float* x, const float* weight, float offset, float eps, std::int64_t size,
              float* y) {
  row_kernels(active()).rms_norm(x, weight, offset, eps, size, y);
}

void layer_norm(const float* x, const float* weight, const float* bias, float eps,
                std::int64_t size, float* y) {
  row_kernels(active()).layer_norm(x, weight, bias, eps, size, y);
}

void rotate(float* head, const float* cosines, const float* sines, std::int64_t pairs,
            bool interleaved) {
  row_kernels(active()).rotate(head, cosines, sines, pairs, interleaved);
}

void activate(Activation activation, float* x, std::int64_t size) {
  row_kernels(active()).activate(activation, x, size);
}

void gate(Activation activation, float* gate, const float* up, std::int64_t size) {
  row_kernels(active()).gate(activation, gate, up, size);
}

void add_scaled(float* x, const float* y, float scale, std::int64_t size) {
  row_kernels(active()).add_scaled(x, y, scale, size);
}

std::int64_t argmax(const float* x, std::int64_t size) {
  return row_kernels(active()).argmax(x, size);
}

float softmax(float* x, float temperature, std::int64_t size) {
  return row_kernels(active()).softmax(x, temperature, size);
}

}  // namespace maas::kernels
