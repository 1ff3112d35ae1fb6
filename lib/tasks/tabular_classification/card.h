#pragma once

#include <string>
#include <vector>

#include "maas/catalog.h"

namespace maas::tasks {

struct TabularClassificationOptions {
  std::string target;
  std::vector<std::string> ignore;
  std::vector<std::string> categories;
};

void describe(Fields& fields, TabularClassificationOptions& options);

Card tabular_classification_card();

}  // namespace maas::tasks
