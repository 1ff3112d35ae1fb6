#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/hashing.h"
#include "data/dataset.h"

namespace maas::test {

/// Pictures computed from their index: noise, and a bright row that tells the class, so that they
/// can be learned. Sample i is of class i modulo the number of classes.
class MemoryDataset : public data::Dataset {
 public:
  MemoryDataset(std::int64_t size, const transforms::ImageShape& shape, std::int64_t classes)
      : size_(size), shape_(shape) {
    for (std::int64_t i = 0; i < classes; ++i) classes_.push_back("class" + std::to_string(i));
  }

  std::int64_t size() const override { return size_; }
  transforms::ImageShape shape() const override { return shape_; }
  const std::vector<std::string>& classes() const override { return classes_; }
  std::int64_t label(std::int64_t index) const override {
    return index % static_cast<std::int64_t>(classes_.size());
  }
  void read(std::int64_t index, transforms::Image& image) const override {
    image.resize(shape_);
    base::Random random(static_cast<std::uint64_t>(index));
    for (float& pixel : image.pixels) pixel = static_cast<float>(0.5 * random.uniform());
    float* row = image.pixels.data() + label(index) % shape_.height * shape_.width;
    for (std::int64_t column = 0; column < shape_.width; ++column) row[column] += 0.5f;
  }
  std::string name(std::int64_t index) const override {
    return "memory[" + std::to_string(index) + "]";
  }
  std::string fingerprint() const override { return "memory"; }

 private:
  std::int64_t size_;
  transforms::ImageShape shape_;
  std::vector<std::string> classes_;
};

/// One pixel a sample, and a class of its own: labels tell the samples apart.
inline std::shared_ptr<const data::Dataset> numbered_samples(std::int64_t size) {
  return std::make_shared<MemoryDataset>(size, transforms::ImageShape{1, 1, 1}, size);
}

}  // namespace maas::test
