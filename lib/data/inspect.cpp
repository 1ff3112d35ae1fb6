#include "data/inspect.h"

#include <atomic>
#include <map>
#include <mutex>
#include <numeric>
#include <set>

#include "base/parallel.h"
#include "data/moments.h"

namespace maas::data {
namespace {

/// What is kept of a sample.
struct Record {
  ImageShape shape;
  Digest digest;       ///< of a sample that is not broken
  std::string reason;  ///< why it is broken, or empty
};

/// Tells the progress of all splits together, and hears of stops.
class Counter {
 public:
  Counter(std::int64_t total, Progress& progress) : total_(total), progress_(progress) {}

  void count_one() {
    constexpr std::int64_t kBetweenReports = 256;
    const std::int64_t done = ++done_;
    if (done % kBetweenReports != 0 && done != total_) return;
    progress_.update({.stage = "inspect",
                      .done = static_cast<double>(done),
                      .total = static_cast<double>(total_),
                      .unit = "sample"});
    progress_.stop_if_asked();
  }

 private:
  std::int64_t total_;
  Progress& progress_;
  std::atomic<std::int64_t> done_{0};
};

/// Reads the samples of one split on all cores.
class Reader {
 public:
  Reader(const Dataset& samples, Counter& counter)
      : samples_(samples), counter_(counter), records_(static_cast<std::size_t>(samples.size())) {
    base::for_each_index(samples.size(), [this](std::int64_t index) { read(index); });
  }

  const std::vector<Record>& records() const { return records_; }
  const std::vector<Moments>& moments() const { return moments_; }

 private:
  void read(std::int64_t index) {
    Record& record = records_[static_cast<std::size_t>(index)];
    try {
      formats::Image picture;
      samples_.read(index, formats::kWhite, picture);
      record.shape = picture.shape();
      record.digest = samples_.digest(index);
      add(picture);
    } catch (const Error& error) {
      if (error.code() != ErrorCode::kInvalidData) throw;
      record.reason = reason_of(error, samples_.name(index));
    }
    counter_.count_one();
  }

  void add(const formats::Image& picture) {
    std::vector<Moments> own;
    add_picture(own, picture);
    const std::lock_guard lock(mutex_);
    if (moments_.size() < own.size()) moments_.resize(own.size());
    for (std::size_t c = 0; c < own.size(); ++c) moments_[c].add(own[c]);
  }

  const Dataset& samples_;
  Counter& counter_;
  std::vector<Record> records_;
  std::mutex mutex_;
  std::vector<Moments> moments_;
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
                             .classes = named_counts(*split.samples)};
  std::map<ImageShape, std::int64_t> shapes;
  for (std::size_t i = 0; i < reader.records().size(); ++i) {
    const Record& record = reader.records()[i];
    if (record.reason.empty())
      ++shapes[record.shape];
    else
      inspection.broken.push_back(
          {split.samples->name(static_cast<std::int64_t>(i)), record.reason});
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
      const Record& record = reader.records()[i];
      if (!record.reason.empty()) continue;
      places_[record.digest].push_back({&split, static_cast<std::int64_t>(i)});
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
  Counter counter(total, progress);
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
