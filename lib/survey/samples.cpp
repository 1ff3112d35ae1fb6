#include "survey/samples.h"

namespace maas::survey {

std::vector<std::int64_t> class_counts(const Samples& samples) {
  std::vector<std::int64_t> counts(samples.classes().size());
  for (std::int64_t i = 0; i < samples.size(); ++i) {
    ++counts[static_cast<std::size_t>(samples.label(i))];
  }
  return counts;
}

}  // namespace maas::survey
