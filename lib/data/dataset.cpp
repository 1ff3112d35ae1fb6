#include "data/dataset.h"

#include "base/hashing.h"
#include "base/parallel.h"
#include "data/counter.h"

namespace maas::data {

std::vector<std::uint64_t> content_keys(const Dataset& set, Progress& progress) {
  std::vector<std::uint64_t> keys(static_cast<std::size_t>(set.size()));
  Counter counter("digest", set.size(), progress, Counter::kQuiet);
  base::for_each_index(set.size(), [&](std::int64_t index) {
    keys[static_cast<std::size_t>(index)] = set.digest(index).key();
    counter.count_one();
  });
  return keys;
}

std::vector<std::int64_t> class_counts(const Dataset& set) {
  std::vector<std::int64_t> counts(set.classes().size());
  for (std::int64_t i = 0; i < set.size(); ++i) ++counts[static_cast<std::size_t>(set.label(i))];
  return counts;
}

std::string Subset::fingerprint(Progress& progress) const {
  std::string content = whole_->fingerprint(progress);
  content.append(reinterpret_cast<const char*>(indices_.data()),
                 indices_.size() * sizeof(std::int64_t));
  return base::sha256(content);
}

}  // namespace maas::data
