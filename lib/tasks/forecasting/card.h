#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "maas/catalog.h"

namespace maas::tasks {

struct ForecastingOptions {
  std::string target;
  std::vector<std::string> ignore;
  std::int64_t window = 48;
  std::int64_t horizon = 1;
  std::int64_t season = 1;
  bool differenced = false;
};

void describe(Fields& fields, ForecastingOptions& options);

Card forecasting_card();

}  // namespace maas::tasks
