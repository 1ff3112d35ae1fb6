#include "tasks/recommendation/card.h"

namespace maas::tasks {

void describe(Fields& fields, RecommendationOptions& options) {
  fields("relevant", options.relevant,
         "least rating of an item that is liked; without it, whatever is rated is")
      .absent("any");
  fields("negatives", options.negatives,
         "items that are drawn to stand behind each one that is liked")
      .range(between(1, 1000));
  fields("top", options.top, "items that are recommended to a user").range(between(1, 1000));
}

Card recommendation_card() {
  return {.name = "recommendation",
          .summary = "the items that suit a user best; Bayesian personalised ranking, NDCG, recall",
          .options = AnyOptions::of<RecommendationOptions>(),
          .kinds = {kind::kPairs},
          .metrics = {{.name = "ndcg@10", .is_shown = true},
                      {.name = "recall@10", .is_shown = true},
                      {.name = "popularity_ndcg@10", .is_shown = true}}};
}

}  // namespace maas::tasks
