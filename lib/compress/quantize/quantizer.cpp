#include "compress/quantize/quantizer.h"

namespace maas::quantizers {

at::Tensor QuantizedWeight::dequantized() const {
  std::vector<std::int64_t> per_output(static_cast<std::size_t>(codes.dim()), 1);
  per_output[0] = -1;
  return codes.to(at::kFloat) * scale.view(per_output);
}

}  // namespace maas::quantizers
