#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/hashing.h"
#include "data/pictures.h"

namespace maas::test {

/// Pictures computed from their index: noise, and a bright row that tells the class, so that they
/// can be learned. Sample i is of class i modulo the number of classes. Sets of other seeds have
/// other pictures.
class MemoryDataset : public data::Pictures {
 public:
  MemoryDataset(std::int64_t size, const data::ImageShape& shape, std::int64_t classes,
                std::uint64_t seed = 0)
      : size_(size), shape_(shape), seed_(seed) {
    for (std::int64_t i = 0; i < classes; ++i) classes_.push_back("class" + std::to_string(i));
  }

  std::int64_t size() const override { return size_; }
  const std::vector<std::string>& classes() const override { return classes_; }
  std::int64_t label(std::int64_t index) const override {
    return index % static_cast<std::int64_t>(classes_.size());
  }
  data::ImageShape shape(std::int64_t) const override { return shape_; }
  bool is_transparent(std::int64_t) const override { return false; }
  void read(std::int64_t index, formats::Rgb, formats::Image& image) const override {
    image = {shape_.channels, shape_.height, shape_.width, {}};
    image.pixels.resize(static_cast<std::size_t>(shape_.elements()));
    base::Random random(base::mix(seed_) + static_cast<std::uint64_t>(index));
    for (std::uint8_t& pixel : image.pixels) pixel = static_cast<std::uint8_t>(random.below(128));
    std::uint8_t* row = image.pixels.data() + label(index) % shape_.height * shape_.width;
    for (std::int64_t column = 0; column < shape_.width; ++column) row[column] += 127;
  }
  /// Of the name: pictures of one pixel would be equal by chance.
  data::Digest digest(std::int64_t index) const override {
    return data::digest_of(fmt::format("{} {}", seed_, name(index)));
  }
  std::string name(std::int64_t index) const override {
    return "memory[" + std::to_string(index) + "]";
  }
  std::string fingerprint(Progress&) const override { return "memory"; }

 private:
  std::int64_t size_;
  data::ImageShape shape_;
  std::uint64_t seed_;
  std::vector<std::string> classes_;
};

/// One pixel a sample, and a class of its own: labels tell the samples apart.
inline std::shared_ptr<const data::Dataset> numbered_samples(std::int64_t size) {
  return std::make_shared<MemoryDataset>(size, data::ImageShape{1, 1, 1}, size);
}

}  // namespace maas::test
