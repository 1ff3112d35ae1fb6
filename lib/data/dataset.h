#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "transforms/image.h"

namespace maas::data {

/// Labelled pictures by index. Reading is thread-safe.
class Dataset {
 public:
  virtual ~Dataset() = default;

  virtual std::int64_t size() const = 0;

  /// Shape of every picture, or that of the first one where they differ in size.
  virtual transforms::ImageShape shape() const = 0;

  /// Class names; a label is an index into them.
  virtual const std::vector<std::string>& classes() const = 0;

  virtual std::int64_t label(std::int64_t index) const = 0;

  /// @throws Error kInvalidData if the sample's file is broken; kIo
  virtual void read(std::int64_t index, transforms::Image& image) const = 0;

  /// What a person calls the sample: a file name, or `FILE[index]`.
  virtual std::string name(std::int64_t index) const = 0;

  /// A digest of the samples' contents: equal for equal samples only, wherever they lie.
  /// @throws Error kIo
  virtual std::string fingerprint() const = 0;
};

/// Some of another set's samples, in a given order.
class Subset final : public Dataset {
 public:
  Subset(std::shared_ptr<const Dataset> whole, std::vector<std::int64_t> indices)
      : whole_(std::move(whole)), indices_(std::move(indices)) {}

  std::int64_t size() const override { return static_cast<std::int64_t>(indices_.size()); }
  transforms::ImageShape shape() const override { return whole_->shape(); }
  const std::vector<std::string>& classes() const override { return whole_->classes(); }
  std::int64_t label(std::int64_t index) const override { return whole_->label(at(index)); }
  void read(std::int64_t index, transforms::Image& image) const override {
    whole_->read(at(index), image);
  }
  std::string name(std::int64_t index) const override { return whole_->name(at(index)); }
  std::string fingerprint() const override;

 private:
  std::int64_t at(std::int64_t index) const { return indices_[static_cast<std::size_t>(index)]; }

  std::shared_ptr<const Dataset> whole_;
  std::vector<std::int64_t> indices_;
};

}  // namespace maas::data
