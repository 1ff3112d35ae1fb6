#include "training/schedules/toy_halving/toy_halving.h"

#include <cmath>

namespace maas::schedules {

Schedule make_toy_halving(const Horizon&, const ToyHalvingOptions& options) {
  return [every = options.every](std::int64_t step) {
    return std::exp2(static_cast<double>(-(step / every)));
  };
}

}  // namespace maas::schedules
