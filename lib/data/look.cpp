#include "data/look.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "data/moments.h"
#include "data/registry.h"
#include "maas/error.h"

namespace maas::data {
namespace {

/// Enough for two digits of the mean; large pictures are fewer.
constexpr std::int64_t kMostMeasured = 500;
constexpr std::int64_t kMostPixels = 4'000'000;

std::pair<std::int64_t, std::int64_t> sides(const ImageShape& shape) {
  return {shape.height, shape.width};
}

void note_shapes(Look& look, const Headers& headers) {
  look.smallest = look.largest = headers.shapes.begin()->first;
  for (const auto& [shape, count] : headers.shapes) {
    look.facts.channels = std::max(look.facts.channels, shape.channels);
    if (sides(shape) < sides(look.smallest)) look.smallest = shape;
    if (sides(look.largest) < sides(shape)) look.largest = shape;
  }
}

/// Measures evenly spread pictures, or the first of a stream.
void measure(Look& look, const Dataset& samples, bool is_stream) {
  const std::int64_t area = look.largest.height * look.largest.width;
  look.measured =
      std::clamp(kMostPixels / area, std::int64_t{1}, std::min(kMostMeasured, samples.size()));
  const std::int64_t stride = is_stream ? 1 : samples.size() / look.measured;
  std::vector<Moments> moments;
  for (std::int64_t i = 0; i < look.measured; ++i) {
    formats::Image picture;
    samples.read(i * stride, picture);
    add_picture(moments, formats::with_channels(std::move(picture), look.facts.channels));
  }
  for (const Moments& channel : moments) {
    look.mean.push_back(channel.mean());
    look.deviation.push_back(channel.deviation());
  }
}

/// @throws Error kInvalidData if a picture is broken
Headers whole_headers(const Dataset& samples) {
  Headers headers = read_headers(samples);
  if (headers.broken.empty()) return headers;
  throw failure_with_hint(ErrorCode::kInvalidData, "`maas data inspect` lists them", "{}",
                          broken_text(headers.broken, samples.size()));
}

void check_other_splits(const Look& look) {
  for (const SplitFiles& files : look.splits) {
    if (files.split == "train") continue;
    const auto samples = open(files, {.most = 0, .as_stored = true});
    whole_headers(*samples);
    if (samples->classes() == look.facts.classes) continue;
    fail(ErrorCode::kInvalidData,
         "the {} split has {} classes that are not those of train, which has {}", files.split,
         samples->classes().size(), look.facts.classes.size());
  }
}

}  // namespace

std::int64_t Look::samples() const {
  return std::accumulate(counts.begin(), counts.end(), std::int64_t{0});
}

Look look_at(const std::filesystem::path& path) {
  Look look{.splits = locate(path)};
  const auto layout = layout_of(look.splits.front());
  const auto samples = layout->open({.most = kMostMeasured, .as_stored = true});
  look.facts.classes = samples->classes();
  if (look.facts.classes.size() < 2) {
    throw failure_with_hint(ErrorCode::kInvalidData, "make one folder per class",
                            "'{}' has one class, '{}': a classifier needs two or more",
                            path.string(), look.facts.classes.front());
  }
  const Headers headers = whole_headers(*samples);
  look.counts = class_counts(*samples);
  note_shapes(look, headers);
  measure(look, *samples, layout->is_stream());
  for (SplitFiles& files : look.splits) {
    files.layout.options = layout_of(files)->settled(look.facts);
  }
  check_other_splits(look);
  return look;
}

}  // namespace maas::data
