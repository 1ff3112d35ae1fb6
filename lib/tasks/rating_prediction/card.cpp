#include "tasks/rating_prediction/card.h"

namespace maas::tasks {

void describe(Fields&, RatingPredictionOptions&) {}

Card rating_prediction_card() {
  return {.name = "rating-prediction",
          .summary = "how a user would rate an item; squared error, RMSE, MAE, R2",
          .options = AnyOptions::of<RatingPredictionOptions>(),
          .kinds = {kind::kPairs},
          .metrics = {{.name = "rmse", .larger_is_better = false, .is_shown = true},
                      {.name = "mae", .larger_is_better = false, .is_shown = true},
                      {.name = "r2"},
                      {.name = "loss", .larger_is_better = false}}};
}

}  // namespace maas::tasks
