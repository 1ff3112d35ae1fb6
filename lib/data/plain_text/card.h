#pragma once

#include "maas/catalog.h"

namespace maas::data {

struct PlainTextOptions {
  Path path;
};

void describe(Fields& fields, PlainTextOptions& options);

Card plain_text_card();

}  // namespace maas::data
