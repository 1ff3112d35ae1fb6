#pragma once

#include <string>
#include <vector>

#include "maas/catalog.h"

namespace maas::tasks {

struct TabularRegressionOptions {
  std::string target;
  std::vector<std::string> ignore;
  std::vector<std::string> categories;
};

void describe(Fields& fields, TabularRegressionOptions& options);

Card tabular_regression_card();

}  // namespace maas::tasks
