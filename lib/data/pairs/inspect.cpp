#include "data/pairs/inspect.h"

#include <utility>

#include "data/pairs/counts.h"
#include "data/whole.h"

namespace maas::data {
namespace {

class PairInspector final : public SplitInspector {
 public:
  explicit PairInspector(std::shared_ptr<const Dataset> samples) : samples_(std::move(samples)) {}

  void read(std::int64_t index) override { samples_->verify(index); }

  void add_to(SplitInspection& inspection) override {
    const auto whole = without(samples_, inspection.broken);
    if (whole->size() == 0) return;
    const auto& pairs = as<Pairs>(*whole);
    inspection.pairs.push_back(count_pairs(pairs));
    if (pairs.has_ratings()) inspection.ratings = rating_counts(pairs);
  }

 private:
  std::shared_ptr<const Dataset> samples_;
};

}  // namespace

std::unique_ptr<SplitInspector> make_pair_inspector(std::shared_ptr<const Dataset> samples) {
  return std::make_unique<PairInspector>(std::move(samples));
}

}  // namespace maas::data
