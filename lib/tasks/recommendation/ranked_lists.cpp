#include "tasks/recommendation/ranked_lists.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "base/strings.h"
#include "maas/error.h"
#include "tasks/intervals.h"
#include "tasks/pairing.h"
#include "tasks/recommendation/sources.h"
#include "tasks/worst.h"

namespace maas::tasks {
namespace {

constexpr std::size_t kJudged = 10;
constexpr std::size_t kWorst = 24;
constexpr float kLeftOut = -std::numeric_limits<float>::infinity();

double gain_at(std::size_t place) {
  return 1 / std::log2(static_cast<double>(place) + 2);
}

bool has(std::span<const std::int64_t> items, std::int64_t item) {
  return std::ranges::find(items, item) != items.end();
}

/// Of a mean of shares.
Interval interval_of(const Mean& mean) {
  const Interval ends = mean.interval();
  return {std::clamp(ends[0], 0.0, mean.value()), std::clamp(ends[1], mean.value(), 1.0)};
}

class ListEvaluation final : public Evaluation {
 public:
  ListEvaluation(const std::vector<std::int64_t>& popularity, const encoders::Names& users,
                 const encoders::Names& items)
      : users_(users), items_(items), by_popularity_(popularity.size() - 1) {
    std::iota(by_popularity_.begin(), by_popularity_.end(), 1);
    std::ranges::stable_sort(by_popularity_, std::ranges::greater{}, [&](std::int64_t item) {
      return popularity[static_cast<std::size_t>(item)];
    });
  }

  void add(const at::Tensor& outputs, const tensor::Batch& batch) override {
    const at::Tensor scores = outputs.detach().to(at::kCPU, at::kFloat).contiguous();
    const at::Tensor& users = batch.at(tensor::part::kUsers);
    const at::Tensor& relevant = batch.at(kRelevant);
    const at::Tensor& samples = batch.at(kSample);
    const auto width = static_cast<std::size_t>(scores.size(1));
    for (std::int64_t row = 0; row < scores.size(0); ++row) {
      const std::span row_of(scores.const_data_ptr<float>() + row * scores.size(1), width);
      require_finite(row_of);
      const auto* const liked = relevant.const_data_ptr<std::int64_t>() + row * relevant.size(1);
      const auto* const end = std::find(liked, liked + relevant.size(1), -1);
      judge(row_of, {liked, end},
            {.user = users.const_data_ptr<std::int64_t>()[row],
             .sample = samples.const_data_ptr<std::int64_t>()[row]});
    }
  }

  Findings finish() const override {
    return {.metrics = {{"ndcg@10", ndcg_.value()},
                        {"recall@10", recall_.value()},
                        {"popularity_ndcg@10", popularity_ndcg_.value()}},
            .per_sample = per_user_,
            .compared = "ndcg@10",
            .mistakes = mistakes()};
  }

  Intervals intervals() const override {
    return {{"ndcg@10", interval_of(ndcg_)},
            {"recall@10", interval_of(recall_)},
            {"popularity_ndcg@10", interval_of(popularity_ndcg_)}};
  }

 private:
  struct Miss {
    std::int64_t user = 0;
    std::int64_t sample = 0;
    double loss = 0;  ///< what the list lacks of an NDCG of 1
    std::vector<std::int64_t> list{};
    std::vector<std::int64_t> relevant{};
  };

  static void require_finite(std::span<const float> scores) {
    const auto is_score = [](float score) { return std::isfinite(score) || score == kLeftOut; };
    if (std::ranges::all_of(scores, is_score)) return;
    fail(ErrorCode::kFailed, "the network's outputs are not finite");
  }

  void judge(std::span<const float> scores, std::span<const std::int64_t> relevant, Miss miss) {
    miss.list = best_items(scores, kJudged);
    const double gain = ndcg(miss.list, relevant, kJudged);
    const auto hits =
        std::ranges::count_if(miss.list, [&](std::int64_t item) { return has(relevant, item); });
    ndcg_.add(gain);
    recall_.add(static_cast<double>(hits) / static_cast<double>(relevant.size()));
    popularity_ndcg_.add(ndcg(popular(scores), relevant, kJudged));
    per_user_.push_back(static_cast<float>(gain));
    miss.loss = 1 - gain;
    miss.relevant.assign(relevant.begin(), relevant.end());
    worst_.add(miss);
  }

  /// What most users like among what may be recommended.
  std::vector<std::int64_t> popular(std::span<const float> scores) const {
    std::vector<std::int64_t> list;
    for (const std::int64_t item : by_popularity_) {
      if (list.size() == kJudged) break;
      if (scores[static_cast<std::size_t>(item)] != kLeftOut) list.push_back(item);
    }
    return list;
  }

  std::vector<Mistake> mistakes() const {
    std::vector<Mistake> all;
    for (const Miss& miss : worst_.kept()) {
      all.push_back({.sample = miss.sample,
                     .loss = miss.loss,
                     .facts = {{"user", name_of(users_, miss.user)},
                               {"recommended", names_of(miss.list)},
                               {"liked", names_of(miss.relevant)}}});
    }
    return all;
  }

  static std::string name_of(const encoders::Names& names, std::int64_t number) {
    return number == encoders::Names::kUnknown ? "unknown" : base::abridged(names.name(number));
  }

  std::string names_of(const std::vector<std::int64_t>& numbers) const {
    std::vector<std::string> names;
    for (const std::int64_t number : numbers) {
      if (names.size() == kJudged) break;
      names.push_back(name_of(items_, number));
    }
    return base::join(names) + (numbers.size() > kJudged ? ", ..." : "");
  }

  const encoders::Names& users_;
  const encoders::Names& items_;
  std::vector<std::int64_t> by_popularity_;  ///< items, the most popular first
  Mean ndcg_;
  Mean recall_;
  Mean popularity_ndcg_;
  std::vector<float> per_user_;
  Worst<Miss> worst_{kWorst};
};

}  // namespace

std::vector<std::int64_t> best_items(std::span<const float> scores, std::size_t count) {
  const auto is_better = [&](std::int64_t a, std::int64_t b) {
    const float score_of_a = scores[static_cast<std::size_t>(a)];
    const float score_of_b = scores[static_cast<std::size_t>(b)];
    return score_of_a != score_of_b ? score_of_a > score_of_b : a < b;
  };
  std::vector<std::int64_t> best;  // a heap, the worst of them first
  for (std::int64_t item = 1; item < std::ssize(scores); ++item) {
    if (scores[static_cast<std::size_t>(item)] == kLeftOut) continue;
    if (best.size() == count && (count == 0 || !is_better(item, best.front()))) continue;
    if (best.size() == count) {
      std::ranges::pop_heap(best, is_better);
      best.pop_back();
    }
    best.push_back(item);
    std::ranges::push_heap(best, is_better);
  }
  std::ranges::sort_heap(best, is_better);
  return best;
}

double ndcg(const std::vector<std::int64_t>& list, std::span<const std::int64_t> relevant,
            std::size_t count) {
  double gain = 0;
  for (std::size_t place = 0; place < list.size(); ++place) {
    if (has(relevant, list[place])) gain += gain_at(place);
  }
  double best = 0;
  for (std::size_t place = 0; place < std::min(count, relevant.size()); ++place) {
    best += gain_at(place);
  }
  return gain / best;
}

std::unique_ptr<Evaluation> list_evaluation(const std::vector<std::int64_t>& popularity,
                                            const encoders::Names& users,
                                            const encoders::Names& items) {
  return std::make_unique<ListEvaluation>(popularity, users, items);
}

}  // namespace maas::tasks
