#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "data/digest.h"
#include "data/left_out.h"
#include "formats/image/image.h"
#include "maas/progress.h"

namespace maas::data {

using formats::ImageShape;

/// Labelled pictures by index, as bytes. Reading is thread-safe.
class Dataset {
 public:
  virtual ~Dataset() = default;

  virtual std::int64_t size() const = 0;

  /// Class names; a label is an index into them.
  virtual const std::vector<std::string>& classes() const = 0;

  virtual std::int64_t label(std::int64_t index) const = 0;

  /// What a person calls the sample: a file name, or `FILE[index]`.
  virtual std::string name(std::int64_t index) const = 0;

  /// Returns a picture's shape by its header alone; pictures may differ in size.
  /// @throws Error kInvalidData if the header is broken; kNotFound, kIo
  virtual ImageShape shape(std::int64_t index) const = 0;

  /// Whether pixels of a picture may show the background, by its header alone.
  /// @throws Error as shape
  virtual bool is_transparent(std::int64_t index) const = 0;

  /// Reads a picture into `image`, whose memory is used again; what is transparent lies on
  /// `background`.
  /// @throws Error kInvalidData if the sample's file is broken; kNotFound, kIo
  virtual void read(std::int64_t index, formats::Rgb background, formats::Image& image) const = 0;

  /// Returns a digest of what the sample holds, without its name and label.
  /// @throws Error kNotFound, kIo
  virtual Digest digest(std::int64_t index) const = 0;

  /// A digest of the samples' contents: equal for equal samples only, wherever they lie.
  /// @throws Error kNotFound, kIo; kInterrupted or kTerminated if a stop is asked for
  virtual std::string fingerprint(Progress& progress) const = 0;

  /// What lies among the samples and was not taken.
  virtual std::vector<LeftOut> left_out() const { return {}; }
};

/// Returns the key of each sample's digest, worked out on all cores. The digests are kept, so that
/// whoever asks again has them at once.
/// @throws Error as Dataset::digest; kInterrupted or kTerminated if a stop is asked for
std::vector<std::uint64_t> content_keys(const Dataset& set, Progress& progress);

/// Returns the number of samples of each class.
std::vector<std::int64_t> class_counts(const Dataset& set);

/// Some of another set's samples, in a given order.
class Subset : public Dataset {
 public:
  Subset(std::shared_ptr<const Dataset> whole, std::vector<std::int64_t> indices)
      : whole_(std::move(whole)), indices_(std::move(indices)) {}

  std::int64_t size() const override { return static_cast<std::int64_t>(indices_.size()); }
  const std::vector<std::string>& classes() const override { return whole_->classes(); }
  std::int64_t label(std::int64_t index) const override { return whole_->label(at(index)); }
  std::string name(std::int64_t index) const override { return whole_->name(at(index)); }
  ImageShape shape(std::int64_t index) const override { return whole_->shape(at(index)); }
  bool is_transparent(std::int64_t index) const override {
    return whole_->is_transparent(at(index));
  }
  void read(std::int64_t index, formats::Rgb background, formats::Image& image) const override {
    whole_->read(at(index), background, image);
  }
  Digest digest(std::int64_t index) const override { return whole_->digest(at(index)); }
  std::string fingerprint(Progress& progress) const override;
  std::vector<LeftOut> left_out() const override { return whole_->left_out(); }

 private:
  std::int64_t at(std::int64_t index) const { return indices_[static_cast<std::size_t>(index)]; }

  std::shared_ptr<const Dataset> whole_;
  std::vector<std::int64_t> indices_;
};

}  // namespace maas::data
