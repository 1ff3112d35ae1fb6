#include "training/schedules/toy_fall/toy_fall.h"

namespace maas::schedules {

Schedule make_toy_fall(const Horizon& horizon, const ToyFallOptions&) {
  return [steps = static_cast<double>(horizon.steps)](std::int64_t step) {
    return 1 - static_cast<double>(step) / steps;
  };
}

}  // namespace maas::schedules
