#pragma once

#include <string>
#include <vector>

#include "maas/catalog.h"

namespace maas::data {

struct CsvOptions {
  Path path;
  std::string delimiter;
  std::vector<std::string> missing = {"", "?", "NA", "N/A", "NaN", "nan", "null", "None"};
};

void describe(Fields& fields, CsvOptions& options);

Card csv_card();

}  // namespace maas::data
