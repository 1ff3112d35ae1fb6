#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "maas/fields.h"

namespace maas {

/// One gate and how it went. A missed gate is a result, not a failure: the reports carry it, and
/// the program's exit status is decided by them once they are printed.
struct GateResult {
  std::string gate;
  double value = 0;
  bool met = false;
};

inline void describe(Fields& fields, GateResult& result) {
  fields("gate", result.gate, "the expression").required();
  fields("value", result.value, "the metric's value");
  fields("met", result.met, "whether the limit was met");
}

inline bool all_met(const std::vector<GateResult>& gates) {
  return std::ranges::all_of(gates, &GateResult::met);
}

}  // namespace maas
