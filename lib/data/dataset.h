#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "data/digest.h"
#include "data/left_out.h"
#include "maas/error.h"
#include "maas/progress.h"

namespace maas::data {

/// Samples by index, all of one kind of data. Reading is thread-safe.
class Dataset {
 public:
  virtual ~Dataset() = default;

  /// The kind of data, as cards name it.
  virtual std::string_view kind() const = 0;

  virtual std::int64_t size() const = 0;

  /// Names of the classes that samples are labelled with; empty: they are not.
  virtual const std::vector<std::string>& classes() const;

  /// Returns the sample's class, an index into `classes()`; -1: it is broken, and has none.
  /// @throws Error kInternal if there are no classes
  virtual std::int64_t label(std::int64_t index) const;

  /// What a person calls the sample: a file name, `FILE[index]` or `FILE:LINE`.
  virtual std::string name(std::int64_t index) const = 0;

  /// Reads the sample to its end and keeps nothing of it.
  /// @throws Error kInvalidData if it is broken; kNotFound, kIo
  virtual void verify(std::int64_t index) const = 0;

  /// Returns a digest of what the sample holds, without its name and label.
  /// @throws Error kNotFound, kIo
  virtual Digest digest(std::int64_t index) const = 0;

  /// A digest of the samples' contents: equal for equal samples only, wherever they lie.
  /// @throws Error kNotFound, kIo; kInterrupted or kTerminated if a stop is asked for
  virtual std::string fingerprint(Progress& progress) const = 0;

  /// What lies among the samples and was not taken.
  virtual std::vector<LeftOut> left_out() const { return {}; }

  /// What the fingerprint of some samples of a set is made of.
  enum class Identity {
    kPlaces,   ///< the fingerprint of the whole set, and which samples are taken
    kContents  ///< classes, labels and digests of those that are taken, whatever the others are
  };

  /// Returns some of the samples, in a given order, as a set of the same kind.
  /// @param self  this set, which the new one keeps
  virtual std::shared_ptr<const Dataset> chosen(std::shared_ptr<const Dataset> self,
                                                std::vector<std::int64_t> indices,
                                                Identity identity) const = 0;
};

/// Returns some of a set's samples, in a given order.
std::shared_ptr<const Dataset> choose(std::shared_ptr<const Dataset> whole,
                                      std::vector<std::int64_t> indices,
                                      Dataset::Identity identity = Dataset::Identity::kPlaces);

/// Returns the set as one of its kind.
/// @throws Error kInternal if it is of another
template <class Kind>
const Kind& as(const Dataset& set) {
  const auto* const typed = dynamic_cast<const Kind*>(&set);
  if (typed == nullptr) fail(ErrorCode::kInternal, "a data set of the kind '{}'", set.kind());
  return *typed;
}

/// Returns the key of each sample's digest, worked out on all cores. The digests are kept, so that
/// whoever asks again has them at once.
/// @throws Error as Dataset::digest; kInterrupted or kTerminated if a stop is asked for
std::vector<std::uint64_t> content_keys(const Dataset& set, Progress& progress);

/// Returns the number of samples of each class; broken ones without a class are not counted.
std::vector<std::int64_t> class_counts(const Dataset& set);

/// Some of another set's samples: what all kinds have in common.
template <class Kind>
class SubsetOf : public Kind {
 public:
  SubsetOf(std::shared_ptr<const Dataset> whole, std::vector<std::int64_t> indices,
           Dataset::Identity identity)
      : whole_(std::move(whole)),
        typed_(as<Kind>(*whole_)),
        indices_(std::move(indices)),
        identity_(identity) {}

  std::int64_t size() const override { return static_cast<std::int64_t>(indices_.size()); }
  const std::vector<std::string>& classes() const override { return whole_->classes(); }
  std::int64_t label(std::int64_t index) const override { return whole_->label(at(index)); }
  std::string name(std::int64_t index) const override { return whole_->name(at(index)); }
  void verify(std::int64_t index) const override { whole_->verify(at(index)); }
  Digest digest(std::int64_t index) const override { return whole_->digest(at(index)); }
  std::string fingerprint(Progress& progress) const override;
  std::vector<LeftOut> left_out() const override { return whole_->left_out(); }

 protected:
  const Kind& whole() const { return typed_; }
  std::int64_t at(std::int64_t index) const { return indices_[static_cast<std::size_t>(index)]; }

 private:
  std::shared_ptr<const Dataset> whole_;
  const Kind& typed_;
  std::vector<std::int64_t> indices_;
  Dataset::Identity identity_;
};

/// Returns the fingerprint of some samples of a set.
std::string subset_fingerprint(const Dataset& subset, const Dataset& whole,
                               const std::vector<std::int64_t>& indices, Dataset::Identity identity,
                               Progress& progress);

template <class Kind>
std::string SubsetOf<Kind>::fingerprint(Progress& progress) const {
  return subset_fingerprint(*this, *whole_, indices_, identity_, progress);
}

}  // namespace maas::data
