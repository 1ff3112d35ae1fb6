#include "data/pictures/check.h"

#include <algorithm>

#include <fmt/format.h>

#include "data/pictures/headers.h"
#include "recipe/write.h"

namespace maas::data {
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

class PictureCheck final : public SplitCheck {
 public:
  explicit PictureCheck(const Recipe& recipe) : preprocess_(recipe.data.preprocess) {}

  std::vector<BrokenSample> read(const Dataset& samples, SplitSummary& summary,
                                 Progress& progress) override {
    headers_ = read_headers(as<Pictures>(samples), progress);
    for (const auto& [shape, count] : headers_.shapes) summary.shapes.push_back(shape.text());
    return headers_.broken;
  }

  std::vector<Finding> findings(const std::string& key, const Dataset&) override {
    std::vector<Finding> found;
    if (headers_.shapes.empty()) return found;
    check_size(key, found);
    check_channels(key, found);
    return found;
  }

 private:
  void check_channels(const std::string& key, std::vector<Finding>& found) const {
    const ImageShape& shape = headers_.shapes.begin()->first;
    for (std::size_t i = 0; i < preprocess_.size(); ++i) {
      const std::int64_t channels = channels_of(preprocess_[i].transform);
      if (channels == 0 || channels == shape.channels) continue;
      found.push_back({fmt::format("data.preprocess[{}]", i), ErrorCode::kInvalidRecipe,
                       fmt::format("normalize has {} channels, the pictures of {} have {}",
                                   channels, key, shape.channels)});
    }
  }

  /// Without resize a network takes pictures of one size.
  void check_size(const std::string& key, std::vector<Finding>& found) {
    const bool resizes = std::ranges::any_of(
        preprocess_, [](const TransformBlock& block) { return block.transform.name == "resize"; });
    if (resizes) return;
    const ImageShape& first = headers_.shapes.begin()->first;
    const ImageShape& last = headers_.shapes.rbegin()->first;
    if (first_shape_.channels == 0) first_shape_ = first;
    const ImageShape& other = first == first_shape_ ? last : first;
    if (other == first_shape_) return;
    found.push_back({key, ErrorCode::kInvalidData,
                     fmt::format("the pictures of {} are {}, others {}: a network takes one size",
                                 key, other.text(), first_shape_.text()),
                     "add {op: resize, height: ..., width: ...} to data.preprocess"});
  }

  const std::vector<TransformBlock>& preprocess_;
  Headers headers_;         ///< of the split that was read last
  ImageShape first_shape_;  ///< of the first split with pictures
};

}  // namespace

std::unique_ptr<SplitCheck> make_picture_check(const Recipe& recipe) {
  return std::make_unique<PictureCheck>(recipe);
}

}  // namespace maas::data
