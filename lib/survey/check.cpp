#include "survey/check.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "base/strings.h"
#include "recipe/write.h"
#include "survey/headers.h"
#include "survey/locate.h"

namespace maas::survey {
namespace {

/// Channels that a normalisation is for, or 0 if it is another transform.
std::int64_t channels_of(const Component& transform) {
  if (transform.name != "normalize") return 0;
  AnyOptions copy = transform.options;
  Fields fields;
  copy.describe_into(fields);
  const recipe::Node options = recipe::to_node(std::move(fields), recipe::Purpose::kReport);
  return static_cast<std::int64_t>(options.find("mean")->items.size());
}

class DataChecker {
 public:
  explicit DataChecker(const Recipe& recipe) : recipe_(recipe) {}

  DataCheck check() {
    const DataBlock& data = recipe_.data;
    check_split("train", data.train);
    if (data.valid) check_split("valid", *data.valid);
    if (data.test) check_split("test", *data.test);
    return std::move(result_);
  }

 private:
  void find(std::string key, ErrorCode code, std::string message, std::string hint = {}) {
    result_.findings.push_back({std::move(key), code, std::move(message), std::move(hint)});
  }

  void check_split(const std::string& split, const SplitBlock& block) {
    const std::string key = "data." + split;
    if (!block.from.empty()) return add_part(split, block);
    if (block.layout.options.empty()) return;
    try {
      // Of IDX files the header alone is read, and the labels.
      const auto samples = open_layout(block.layout, split, 0);
      if (samples != nullptr) check_samples(key, split, block, *samples);
    } catch (const Error& error) {
      if (error.code() == ErrorCode::kIo) throw;
      const bool placed = std::string_view(error.what()).starts_with(key);
      find(key, error.code(), placed ? error.what() : fmt::format("{}: {}", key, error.what()),
           error.hint());
    }
  }

  /// A share of the training samples.
  void add_part(const std::string& split, const SplitBlock& block) {
    if (result_.splits.empty()) return;
    SplitSummary part = result_.splits.front();
    part.split = split;
    part.source = "part of train";
    part.samples = std::llround(block.fraction * static_cast<double>(part.samples));
    result_.splits.push_back(std::move(part));
  }

  void check_samples(const std::string& key, const std::string& split, const SplitBlock& block,
                     const Samples& samples) {
    const Headers headers = read_headers(samples);
    SplitSummary summary{.split = split,
                         .source = block.layout.name,
                         .samples = samples.size(),
                         .classes = samples.classes()};
    for (const auto& [shape, count] : headers.shapes) summary.shapes.push_back(shape.text());
    if (block.limit) summary.samples = std::min(summary.samples, *block.limit);
    if (!headers.broken.empty()) {
      find(key, ErrorCode::kInvalidData,
           fmt::format("{}: {}", key, broken_text(headers.broken, samples.size())),
           "`maas data inspect` lists them");
    }
    check_classes(key, summary);
    check_shapes(key, headers);
    result_.splits.push_back(std::move(summary));
  }

  void check_classes(const std::string& key, const SplitSummary& summary) {
    if (summary.split == "train") {
      if (summary.classes.size() >= 2) return;
      return find(key, ErrorCode::kInvalidRecipe,
                  fmt::format("a classifier needs at least 2 classes, {} has {}", key,
                              summary.classes.size()));
    }
    if (result_.splits.empty() || result_.splits.front().classes == summary.classes) return;
    find(key, ErrorCode::kInvalidData,
         fmt::format("the classes of {} are [{}], those of data.train [{}]", key,
                     base::join(summary.classes), base::join(result_.splits.front().classes)));
  }

  void check_shapes(const std::string& key, const Headers& headers) {
    if (headers.shapes.empty()) return;
    const PictureShape& shape = headers.shapes.begin()->first;
    check_size(key, headers);
    const auto& preprocess = recipe_.data.preprocess;
    for (std::size_t i = 0; i < preprocess.size(); ++i) {
      const std::int64_t channels = channels_of(preprocess[i].transform);
      if (channels == 0 || channels == shape.channels) continue;
      find(fmt::format("data.preprocess[{}]", i), ErrorCode::kInvalidRecipe,
           fmt::format("normalize has {} channels, the pictures of {} have {}", channels, key,
                       shape.channels));
    }
  }

  /// Without resize a network takes pictures of one size.
  void check_size(const std::string& key, const Headers& headers) {
    const auto& preprocess = recipe_.data.preprocess;
    const bool resizes =
        std::any_of(preprocess.begin(), preprocess.end(),
                    [](const TransformBlock& block) { return block.transform.name == "resize"; });
    if (resizes) return;
    const PictureShape& first = headers.shapes.begin()->first;
    const PictureShape& last = headers.shapes.rbegin()->first;
    if (first_shape_.channels == 0) first_shape_ = first;
    const PictureShape& other = first == first_shape_ ? last : first;
    if (other == first_shape_) return;
    find(key, ErrorCode::kInvalidData,
         fmt::format("the pictures of {} are {}, others {}: a network takes one size", key,
                     other.text(), first_shape_.text()),
         "add {op: resize, height: ..., width: ...} to data.preprocess");
  }

  const Recipe& recipe_;
  DataCheck result_;
  PictureShape first_shape_;  ///< of the first split with pictures
};

}  // namespace

DataCheck check_data(const Recipe& recipe) {
  return DataChecker(recipe).check();
}

}  // namespace maas::survey
