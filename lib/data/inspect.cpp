#include "data/inspect.h"

#include <map>
#include <mutex>
#include <numeric>
#include <optional>
#include <set>

#include "data/counter.h"
#include "data/headers.h"
#include "data/moments.h"

namespace maas::data {
namespace {

/// What is kept of a sample that is not broken.
struct Record {
  ImageShape shape;
  Digest digest;
};

/// Reads the samples of one split.
class Reader {
 public:
  Reader(const Dataset& samples, Counter& counter)
      : records_(static_cast<std::size_t>(samples.size())),
        broken_(read_all(samples, samples.size(), counter, [&](std::int64_t index) {
          thread_local formats::Image picture;
          as<Pictures>(samples).read(index, formats::kWhite, picture);
          records_[static_cast<std::size_t>(index)] = {picture.shape(), samples.digest(index)};
          add(picture);
        })) {}

  /// Of each sample; of a broken one none.
  const std::vector<std::optional<Record>>& records() const { return records_; }
  const std::vector<BrokenSample>& broken() const { return broken_; }
  const std::vector<Moments>& moments() const { return moments_; }

 private:
  void add(const formats::Image& picture) {
    std::vector<Moments> own;
    add_picture(own, picture);
    const std::lock_guard lock(mutex_);
    if (moments_.size() < own.size()) moments_.resize(own.size());
    for (std::size_t c = 0; c < own.size(); ++c) moments_[c].add(own[c]);
  }

  std::mutex mutex_;
  std::vector<Moments> moments_;
  std::vector<std::optional<Record>> records_;
  std::vector<BrokenSample> broken_;
};

std::vector<Count> named_counts(const Dataset& samples) {
  const std::vector<std::int64_t> counts = class_counts(samples);
  std::vector<Count> named;
  for (std::size_t i = 0; i < counts.size(); ++i)
    named.push_back({samples.classes()[i], counts[i]});
  return named;
}

SplitInspection summary_of(const NamedSamples& split, const Reader& reader) {
  SplitInspection inspection{.split = split.split,
                             .samples = split.samples->size(),
                             .classes = named_counts(*split.samples),
                             .broken = reader.broken(),
                             .left_out = split.samples->left_out()};
  std::map<ImageShape, std::int64_t> shapes;
  for (const auto& record : reader.records()) {
    if (record) ++shapes[record->shape];
  }
  for (const auto& [shape, count] : shapes) inspection.shapes.push_back({shape.text(), count});
  for (const Moments& channel : reader.moments()) {
    inspection.channels.push_back(
        {channel.smallest(), channel.largest(), channel.mean(), channel.deviation()});
  }
  return inspection;
}

/// Gathers the samples of all splits by their digests.
class Digests {
 public:
  void add(const NamedSamples& split, const Reader& reader) {
    for (std::size_t i = 0; i < reader.records().size(); ++i) {
      const auto& record = reader.records()[i];
      if (record) places_[record->digest].push_back({&split, static_cast<std::int64_t>(i)});
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
    const Reader reader(*split.samples, counter);
    inspection.splits.push_back(summary_of(split, reader));
    digests.add(split, reader);
  }
  inspection.duplicates = digests.duplicates();
  return inspection;
}

}  // namespace maas::data
