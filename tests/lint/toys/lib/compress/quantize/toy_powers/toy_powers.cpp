#include "compress/quantize/toy_powers/toy_powers.h"

#include <ATen/ops/amax.h>

namespace maas::quantizers {
namespace {

constexpr double kLargestCode = 127;
constexpr double kLeastWeight = 1e-30;

class ToyPowers final : public Quantizer {
 public:
  QuantizedWeight quantize(const at::Tensor& weight) const override {
    const at::Tensor rows = weight.flatten(1);                               // [outputs, inputs]
    const at::Tensor largest = rows.abs().amax(1).clamp_min(kLeastWeight);   // [outputs]
    const at::Tensor scale = (largest / kLargestCode).log2().ceil().exp2();  // [outputs]
    const at::Tensor codes = (rows / scale.unsqueeze(1)).round().to(at::kChar);
    return {.codes = codes.view(weight.sizes()), .scale = scale};
  }
};

}  // namespace

std::unique_ptr<Quantizer> make_toy_powers(const ToyPowersOptions&) {
  return std::make_unique<ToyPowers>();
}

}  // namespace maas::quantizers
