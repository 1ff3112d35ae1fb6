#include "compress/quantize/rtn/rtn.h"

#include <limits>

#include <ATen/core/grad_mode.h>
#include <ATen/ops/amax.h>

namespace maas::quantizers {
namespace {

constexpr double kLargestCode = 127;

class Rtn final : public Quantizer {
 public:
  QuantizedWeight quantize(const at::Tensor& weight) const override {
    const at::NoGradGuard no_grad;
    const at::Tensor rows = weight.flatten(1);             // [outputs, inputs]
    at::Tensor scale = rows.abs().amax(1) / kLargestCode;  // [outputs]
    // Rows of zeros, or of values too small to divide by, become zeros of scale 1.
    scale.masked_fill_(scale < std::numeric_limits<float>::min(), 1);
    const at::Tensor codes =
        (rows / scale.unsqueeze(1)).round_().clamp_(-kLargestCode, kLargestCode);
    return {.codes = codes.to(at::kChar).view(weight.sizes()), .scale = scale};
  }
};

}  // namespace

std::unique_ptr<Quantizer> make_rtn(const RtnOptions&) {
  return std::make_unique<Rtn>();
}

}  // namespace maas::quantizers
