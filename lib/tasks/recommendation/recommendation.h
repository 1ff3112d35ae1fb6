#pragma once

#include <memory>

#include "tasks/recommendation/card.h"
#include "tasks/task.h"

namespace maas::tasks {

/// The items that suit a user best, of those that he has not rated. Learned so that what he likes
/// scores above other items (Bayesian personalised ranking, Rendle et al. 2009). What users have
/// rated is published as `history.safetensors`, four bytes a rating.
///
/// Metrics: `ndcg@10` and `recall@10`, means over the users who like something new in a split;
/// `popularity_ndcg@10`, the same of a list of what most users like.
/// @throws Error as encoders::PairEncoder; kNotFound, kInvalidData if the model's files are missing
///   or malformed
std::unique_ptr<Task> make_recommendation(const Basis& basis, const RecommendationOptions& options);

}  // namespace maas::tasks
