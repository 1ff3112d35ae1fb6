#include "tasks/worst.h"

#include <algorithm>

namespace maas::tasks {

void Worst::add(const Mislabelled& sample) {
  if (kept_.size() == count_ && sample.loss <= kept_.back().loss) return;
  const auto place =
      std::ranges::upper_bound(kept_, sample.loss, std::ranges::greater{}, &Mislabelled::loss);
  kept_.insert(place, sample);
  if (kept_.size() > count_) kept_.pop_back();
}

}  // namespace maas::tasks
