#pragma once

#include <memory>

#include "tasks/rating_prediction/card.h"
#include "tasks/task.h"

namespace maas::tasks {

/// The rating of an item by a user, as Regression learns it. Of a user or an item that training did
/// not know the answer is what is known of the other; of neither, the mean rating.
/// @throws Error kInvalidRecipe if there are no ratings, or all are the same; as
///   encoders::PairEncoder
std::unique_ptr<Task> make_rating_prediction(const Basis& basis,
                                             const RatingPredictionOptions& options);

}  // namespace maas::tasks
