#include "data/pairs/check.h"

#include <optional>
#include <string>
#include <unordered_set>
#include <utility>

#include <fmt/format.h>

#include "data/pairs/counts.h"
#include "data/task_option.h"
#include "data/whole.h"

namespace maas::data {
namespace {

class PairCheck final : public SplitCheck {
 public:
  explicit PairCheck(const Recipe& recipe) : learns_likes_(has_task_option(recipe, "relevant")) {}

  std::vector<BrokenSample> read(const Dataset& samples, SplitSummary& summary,
                                 Progress& progress) override {
    Counter counter("ratings", samples.size(), progress, Counter::kQuiet);
    broken_ = verify_all(samples, samples.size(), counter);
    if (std::ssize(broken_) == samples.size()) return broken_;
    const auto all = std::shared_ptr<const Dataset>(&samples, [](const Dataset*) {});
    const auto whole = without(all, broken_);
    counts_ = count_pairs(as<Pairs>(*whole));
    summary.shapes.push_back(counts_text(counts_));
    return broken_;
  }

  std::vector<Finding> findings(const std::string& key, const Dataset& samples) override {
    if (std::ssize(broken_) == samples.size()) return {};
    if (users_.empty()) return findings_of_train(key, as<Pairs>(samples));
    for (std::int64_t i = 0; i < samples.size(); ++i) {
      if (users_.contains(std::string(as<Pairs>(samples).user(i)))) return {};
    }
    return {{key, ErrorCode::kInvalidData,
             fmt::format("no user of {} is among those of the training ratings", key),
             "splits must name users and items alike"}};
  }

  /// Where likes are learned, not every rating is one.
  std::optional<std::int64_t> trained_on(const Dataset& train) const override {
    return learns_likes_ ? std::nullopt : std::optional(train.size());
  }

 private:
  std::vector<Finding> findings_of_train(const std::string& key, const Pairs& pairs) {
    for (std::int64_t i = 0; i < pairs.size(); ++i) users_.emplace(pairs.user(i));
    if (counts_.users > 1 && counts_.items > 1) return {};
    return {{key, ErrorCode::kInvalidData,
             fmt::format("{} has {}: there must be two of each to learn from", key,
                         counts_text(counts_)),
             "name the columns: `user: COLUMN`, `item: COLUMN`"}};
  }

  bool learns_likes_;
  std::vector<BrokenSample> broken_;  ///< of the split that was read last
  PairCounts counts_;
  std::unordered_set<std::string> users_;  ///< of the first split
};

}  // namespace

std::unique_ptr<SplitCheck> make_pair_check(const Recipe& recipe) {
  return std::make_unique<PairCheck>(recipe);
}

}  // namespace maas::data
