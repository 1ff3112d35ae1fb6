#pragma once

#include <string>

#include "maas/catalog.h"

namespace maas::data {

struct RatingsOptions {
  Path path;
  std::string delimiter;
  std::string user;
  std::string item;
  std::string rating;
};

void describe(Fields& fields, RatingsOptions& options);

Card ratings_card();

}  // namespace maas::data
