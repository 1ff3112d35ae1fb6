#include "data/inspect.h"

#include <map>
#include <numeric>
#include <optional>
#include <set>

#include "data/counter.h"
#include "data/kinds.h"

namespace maas::data {
namespace {

std::vector<Count> named_counts(const Dataset& samples) {
  const std::vector<std::int64_t> counts = class_counts(samples);
  std::vector<Count> named;
  for (std::size_t i = 0; i < counts.size(); ++i)
    named.push_back({samples.classes()[i], counts[i]});
  return named;
}

/// Reads the samples of one split.
class Reader {
 public:
  Reader(const NamedSamples& split, Counter& counter)
      : split_(split),
        inspector_(kind_called(split.samples->kind()).make_inspector(split.samples)),
        digests_(static_cast<std::size_t>(split.samples->size())),
        broken_(read_all(*split.samples, split.samples->size(), counter, [&](std::int64_t index) {
          inspector_->read(index);
          digests_[static_cast<std::size_t>(index)] = split.samples->digest(index);
        })) {}

  /// Of each sample; of a broken one none.
  const std::vector<std::optional<Digest>>& digests() const { return digests_; }

  SplitInspection inspection() const {
    SplitInspection inspection{.split = split_.split,
                               .samples = split_.samples->size(),
                               .classes = named_counts(*split_.samples),
                               .broken = broken_,
                               .left_out = split_.samples->left_out()};
    inspector_->add_to(inspection);
    return inspection;
  }

 private:
  const NamedSamples& split_;
  std::unique_ptr<SplitInspector> inspector_;
  std::vector<std::optional<Digest>> digests_;
  std::vector<BrokenSample> broken_;
};

/// Gathers the samples of all splits by their digests.
class Digests {
 public:
  void add(const NamedSamples& split, const Reader& reader) {
    for (std::size_t i = 0; i < reader.digests().size(); ++i) {
      const auto& digest = reader.digests()[i];
      if (digest) places_[*digest].push_back({&split, static_cast<std::int64_t>(i)});
    }
  }

  /// Those that are there more than once, in the order of their digests.
  std::vector<Duplicates> duplicates() const {
    std::vector<Duplicates> all;
    for (const auto& [digest, places] : places_) {
      if (places.size() > 1) all.push_back(group(places));
    }
    return all;
  }

 private:
  struct Place {
    const NamedSamples* split;
    std::int64_t index;
  };

  static Duplicates group(const std::vector<Place>& places) {
    Duplicates duplicates;
    std::set<std::string> splits;
    std::set<std::string> classes;
    for (const Place& place : places) {
      const Dataset& samples = *place.split->samples;
      duplicates.names.push_back(samples.name(place.index));
      splits.insert(place.split->split);
      if (samples.classes().empty()) continue;
      classes.insert(samples.classes()[static_cast<std::size_t>(samples.label(place.index))]);
    }
    duplicates.across_splits = splits.size() > 1;
    duplicates.across_classes = classes.size() > 1;
    return duplicates;
  }

  std::map<Digest, std::vector<Place>> places_;
};

}  // namespace

Inspection inspect(const std::vector<NamedSamples>& splits, Progress& progress) {
  const std::int64_t total = std::accumulate(
      splits.begin(), splits.end(), std::int64_t{0},
      [](std::int64_t sum, const NamedSamples& split) { return sum + split.samples->size(); });
  Counter counter("inspect", total, progress);
  Digests digests;
  Inspection inspection;
  for (const NamedSamples& split : splits) {
    const Reader reader(split, counter);
    inspection.splits.push_back(reader.inspection());
    digests.add(split, reader);
  }
  inspection.duplicates = digests.duplicates();
  return inspection;
}

}  // namespace maas::data
