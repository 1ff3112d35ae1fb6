#include "operators/replaceable.h"

#include <algorithm>

#include <ATen/TracerMode.h>
#include <ATen/autocast_mode.h>
#include <ATen/core/grad_mode.h>

#include "maas/error.h"

namespace maas::operators {

bool is_replaceable() {
  return !at::tracer::impl::is_dispatch_enabled() && !at::autocast::is_autocast_enabled(at::kCPU);
}

bool is_dense_float(const at::Tensor& tensor, int64_t dimensions) {
  return tensor.dim() == dimensions && tensor.device().is_cpu() &&
         tensor.scalar_type() == at::kFloat && tensor.layout() == at::kStrided &&
         tensor.numel() > 0;
}

bool is_recorded(std::initializer_list<at::Tensor> inputs) {
  return at::GradMode::is_enabled() &&
         std::ranges::any_of(inputs, [](const at::Tensor& x) { return x.requires_grad(); });
}

void refuse_second_derivative(std::string_view name) {
  if (at::GradMode::is_enabled()) {
    fail(ErrorCode::kInternal, "{} has no second derivative", name);
  }
}

}  // namespace maas::operators
