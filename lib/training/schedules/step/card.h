#pragma once

#include "maas/catalog.h"

namespace maas::schedules {

struct StepOptions {
  Span every{10, Span::Unit::kEpoch};
  double factor = 0.1;
};

void describe(Fields& fields, StepOptions& options);

Card step_card();

}  // namespace maas::schedules
