#pragma once

#include <algorithm>
#include <iostream>

#include <gtest/gtest.h>

#include "kernels/dispatch.h"

namespace maas::kernels {

/// Calls `check(isa)` for each instruction set of this processor and says which were skipped.
template <class Check>
void for_every_isa(Check check) {
  for (const Isa isa : {Isa::kScalar, Isa::kAvx2, Isa::kAvx512}) {
    if (std::ranges::find(available(), isa) == available().end()) {
      std::cout << "[ skipped  ] " << name_of(isa) << ": this processor does not have it\n";
      continue;
    }
    SCOPED_TRACE(name_of(isa));
    const ScopedIsa scope(isa);
    check(isa);
  }
}

}  // namespace maas::kernels
