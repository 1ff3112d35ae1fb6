#include "training/schedules/constant/constant.h"

namespace maas::schedules {

Schedule make_constant(const Horizon&, const ConstantOptions&) {
  return [](std::int64_t) { return 1.0; };
}

}  // namespace maas::schedules
