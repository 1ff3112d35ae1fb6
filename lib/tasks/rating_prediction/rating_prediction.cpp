#include "tasks/rating_prediction/rating_prediction.h"

#include "encoders/pairs/encoder.h"
#include "feed/scalar_part.h"
#include "maas/error.h"
#include "tasks/regression.h"

namespace maas::tasks {
namespace {

constexpr const char* kRating = "rating";

/// @throws Error kInvalidRecipe unless there are ratings
void require_ratings(const data::Pairs& pairs) {
  if (pairs.has_ratings()) return;
  throw failure_with_hint(ErrorCode::kInvalidRecipe,
                          "the task `recommendation` learns from who chose what",
                          "task: there are no ratings to be predicted: `rating: none`");
}

Target target_of(const Basis& basis) {
  if (basis.model != nullptr) return published_target(*basis.model);
  const auto& pairs = data::as<data::Pairs>(*basis.train);
  require_ratings(pairs);
  return fitted_target(
      kRating, pairs.size(), [&](std::int64_t i) { return pairs.rating(i); }, "task");
}

class RatingPrediction final : public Regression {
 public:
  explicit RatingPrediction(const Basis& basis)
      : Regression(target_of(basis), rating_prediction_card().metrics, kRating),
        encoder_(basis, encoders::Question::kPair) {}

  const encoders::Encoder& encoder() const override { return encoder_; }

  tensor::Problem problem() const override {
    tensor::Problem problem = Regression::problem();
    problem.items = encoder_.items().size();
    return problem;
  }

 private:
  std::shared_ptr<const feed::Part> target_part(const data::Dataset& set) const override {
    const auto& pairs = data::as<data::Pairs>(set);
    require_ratings(pairs);
    std::vector<float> values;
    for (std::int64_t i = 0; i < pairs.size(); ++i) {
      values.push_back(static_cast<float>((pairs.rating(i) - target().mean) / target().std));
    }
    return feed::scalar_part<float>(tensor::part::kTarget,
                                    [values = std::move(values)](std::int64_t sample) {
                                      return values[static_cast<std::size_t>(sample)];
                                    });
  }

  encoders::PairEncoder encoder_;
};

}  // namespace

std::unique_ptr<Task> make_rating_prediction(const Basis& basis, const RatingPredictionOptions&) {
  return std::make_unique<RatingPrediction>(basis);
}

}  // namespace maas::tasks
