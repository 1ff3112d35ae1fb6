#include "data/dataset.h"

#include <fmt/format.h>

#include "base/hashing.h"
#include "base/parallel.h"
#include "data/counter.h"

namespace maas::data {
namespace {

std::string_view bytes_of(const std::vector<std::int64_t>& indices) {
  return {reinterpret_cast<const char*>(indices.data()), indices.size() * sizeof(std::int64_t)};
}

/// Of classes, labels and digests.
std::string content_of(const Dataset& set, Progress& progress) {
  content_keys(set, progress);
  std::string content;
  for (const std::string& name : set.classes()) content += name + '\0';
  for (std::int64_t i = 0; i < set.size(); ++i) {
    const Digest digest = set.digest(i);
    content += set.classes().empty() ? "\n" : fmt::format("\n{} ", set.label(i));
    content.append(reinterpret_cast<const char*>(digest.bytes.data()), digest.bytes.size());
  }
  return content;
}

}  // namespace

const std::vector<std::string>& Dataset::classes() const {
  static const std::vector<std::string> none;
  return none;
}

std::int64_t Dataset::label(std::int64_t) const {
  fail(ErrorCode::kInternal, "data of the kind '{}' without classes", kind());
}

std::shared_ptr<const Dataset> choose(std::shared_ptr<const Dataset> whole,
                                      std::vector<std::int64_t> indices,
                                      Dataset::Identity identity) {
  const Dataset& set = *whole;
  return set.chosen(std::move(whole), std::move(indices), identity);
}

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
  if (counts.empty()) return counts;
  for (std::int64_t i = 0; i < set.size(); ++i) {
    const std::int64_t label = set.label(i);
    if (label >= 0) ++counts[static_cast<std::size_t>(label)];
  }
  return counts;
}

std::string subset_fingerprint(const Dataset& subset, const Dataset& whole,
                               const std::vector<std::int64_t>& indices, Dataset::Identity identity,
                               Progress& progress) {
  if (identity == Dataset::Identity::kContents) return base::sha256(content_of(subset, progress));
  return base::sha256(whole.fingerprint(progress).append(bytes_of(indices)));
}

}  // namespace maas::data
