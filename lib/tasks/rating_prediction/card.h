#pragma once

#include "maas/catalog.h"

namespace maas::tasks {

struct RatingPredictionOptions {};

void describe(Fields& fields, RatingPredictionOptions& options);

Card rating_prediction_card();

}  // namespace maas::tasks
