#include "data/dataset.h"

#include "base/hashing.h"

namespace maas::data {

std::vector<std::int64_t> class_counts(const Dataset& set) {
  std::vector<std::int64_t> counts(set.classes().size());
  for (std::int64_t i = 0; i < set.size(); ++i) ++counts[static_cast<std::size_t>(set.label(i))];
  return counts;
}

std::string Subset::fingerprint() const {
  std::string content = whole_->fingerprint();
  content.append(reinterpret_cast<const char*>(indices_.data()),
                 indices_.size() * sizeof(std::int64_t));
  return base::sha256(content);
}

}  // namespace maas::data
