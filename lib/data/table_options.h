#pragma once

#include <string>
#include <vector>

#include "maas/fields.h"

namespace maas::data {

/// How the files of a table are named and read: what the layouts of tables have in common.
struct TableOptions {
  Path path;
  std::string delimiter;
  std::vector<std::string> missing = {"", "?", "NA", "N/A", "NaN", "nan", "null", "None"};
};

inline void describe(Fields& fields, TableOptions& options) {
  fields("path", options.path, "table, or folder with train.csv, valid.csv and test.csv")
      .metavar("FILE")
      .required();
  fields("delimiter", options.delimiter,
         "character between two fields; without it, the most frequent of , ; tab and | in the "
         "first line");
  fields("missing", options.missing, "texts that stand for a missing value");
}

}  // namespace maas::data
