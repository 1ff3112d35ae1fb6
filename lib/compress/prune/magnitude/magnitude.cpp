#include "compress/prune/magnitude/magnitude.h"

namespace maas::pruners {
namespace {

class Magnitude final : public Pruner {
 public:
  explicit Magnitude(const MagnitudeOptions& options) : is_global_(options.scope == "global") {}

  at::Tensor importance(const at::Tensor& weight) const override { return weight.abs(); }
  bool is_global() const override { return is_global_; }

 private:
  bool is_global_;
};

}  // namespace

std::unique_ptr<Pruner> make_magnitude(const MagnitudeOptions& options) {
  return std::make_unique<Magnitude>(options);
}

}  // namespace maas::pruners
