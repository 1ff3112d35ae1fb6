#include "data/pairs/draft.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/strings.h"
#include "data/broken.h"
#include "data/draft_text.h"
#include "data/pairs/counts.h"
#include "maas/error.h"
#include "recipe/compose.h"

namespace maas::data {
namespace {

/// Ratings that a training looks at in all, before the bounds on its epochs.
constexpr std::int64_t kRatingsSeen = 2'000'000;
constexpr std::int64_t kFewestEpochs = 5;
constexpr std::int64_t kMostEpochs = 40;
constexpr const char* kRecommendation = "recommendation";

/// @throws Error kInvalidData if a rating is broken
std::shared_ptr<const Dataset> opened(const SplitFiles& files, Progress& progress) {
  std::shared_ptr<const Dataset> samples = open(files);
  Counter counter("look", samples->size(), progress);
  const auto broken = verify_all(*samples, samples->size(), counter);
  if (broken.empty()) return samples;
  throw failure_with_hint(ErrorCode::kInvalidData, "`maas data inspect` lists them", "{}",
                          broken_text(broken, *samples));
}

/// @throws Error kInvalidData if there is nothing to be told apart
void require_learnable(const PairCounts& counts, const std::string& source) {
  if (counts.users > 1 && counts.items > 1) return;
  throw failure_with_hint(
      ErrorCode::kInvalidData, "name the columns in a recipe: `user: COLUMN`, `item: COLUMN`",
      "'{}' has {}: there must be two of each to learn from", source, counts_text(counts));
}

std::int64_t batch_of(std::int64_t ratings) {
  return ratings < 2000 ? 32 : ratings < 20'000 ? 128 : ratings < 1'000'000 ? 512 : 4096;
}

std::string task_text(const std::string& task, const PairCounts& counts) {
  if (task != kRecommendation || counts.smallest == counts.largest) {
    return fmt::format("task: {}\n", task);
  }
  return fmt::format("task: {{name: {}, relevant: {:.4g}}}  # ratings from here on are liked\n",
                     task, counts.mean);
}

std::string head(const Pairs& pairs, const PairCounts& counts, const std::string& task) {
  return fmt::format(
      "# {} ratings from {} to {}, {:.2f} on average: {}; {:.3g} % of all pairs are rated.\n"
      "# Written by `maas recipe init`. What is left out has its default: `maas recipe show` "
      "tells.\n"
      "schema: {}\n"
      "{}",
      grouped(pairs.size()), base::shortest(counts.smallest), base::shortest(counts.largest),
      counts.mean, counts_text(counts), 100 * counts.density, recipe::kSchema,
      task_text(task, counts));
}

std::string network(const std::string& task, std::int64_t ratings) {
  const bool recommends = task == kRecommendation;
  return fmt::format(
      "model: {{arch: mf, factors: 32, dropout: {}, init: xavier}}\n"
      "optim: {{name: adamw, lr: 0.01, weight_decay: {}}}\n"
      "schedule: {{name: one-cycle}}\n"
      "train: {{until: {}epoch}}\n"
      "checkpoint: {{best: valid.{}}}\n",
      0.3, recommends ? 0.1 : 0.5, std::clamp(kRatingsSeen / ratings, kFewestEpochs, kMostEpochs),
      recommends ? "ndcg@10" : "rmse");
}

}  // namespace

Draft draft_for_pairs(const std::vector<SplitFiles>& splits, const DraftRequest& request,
                      Progress& progress) {
  if (!request.target.empty()) {
    throw failure_with_hint(
        ErrorCode::kUsage, "a recipe names the column of the ratings: `rating: COLUMN`",
        "--target: what is told of ratings is not chosen, not even '{}'", request.target);
  }
  const auto samples = opened(splits.front(), progress);
  for (const SplitFiles& files : splits) {
    if (files.split != "train") opened(files, progress);
  }
  const auto& pairs = as<Pairs>(*samples);
  const PairCounts counts = count_pairs(pairs);
  require_learnable(counts, request.source.string());
  require_enough(splits, {pairs.size()}, "ratings");
  const bool are_alike = counts.smallest == counts.largest;
  const std::string suiting = are_alike ? kRecommendation : "rating-prediction";
  const std::string task = request.task.empty() ? suiting : request.task;
  return {
      head(pairs, counts, task) + "\ndata:\n" + splits_text(splits, pairs.size()) +
          fmt::format("  loader: {{global_batch: {}, workers: 2}}\n\n", batch_of(pairs.size())) +
          network(task, pairs.size()),
      samples->left_out()};
}

}  // namespace maas::data
