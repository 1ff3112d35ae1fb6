#pragma once

#include "maas/catalog.h"

namespace maas::tasks {

struct TextClassificationOptions {
  std::int64_t vocabulary = 20000;
  std::int64_t min_count = 2;
  bool lowercase = true;
  std::int64_t max_words = 256;
};

void describe(Fields& fields, TextClassificationOptions& options);

Card text_classification_card();

}  // namespace maas::tasks
