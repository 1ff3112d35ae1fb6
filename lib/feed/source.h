#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "base/hashing.h"
#include "tensor/batch.h"

namespace maas::feed {

/// The samples of one batch, by their indices in their set.
using Indices = std::span<const std::int64_t>;

/// One part of the batches of a set: the tensor that is made of its samples. Thread-safe.
class Part {
 public:
  virtual ~Part() = default;

  virtual std::string_view name() const = 0;

  /// Bytes of a sample in the part, at the most.
  virtual std::int64_t sample_bytes() const = 0;

  /// Returns the part of a batch whose samples have not been read.
  virtual at::Tensor blank(Indices samples) const = 0;

  /// Reads a sample into its place.
  /// @param row  of the sample in `samples`
  /// @param random  the numbers of its random transforms
  /// @param part  made by `blank` of the same samples
  /// @throws Error kInvalidData if the sample is broken or of another shape; kNotFound, kIo
  virtual void read(Indices samples, std::int64_t row, base::Random& random,
                    const at::Tensor& part) const = 0;
};

using Parts = std::vector<std::shared_ptr<const Part>>;

/// The samples of a set as batches take them. Thread-safe.
class Source {
 public:
  /// @param parts  the network's inputs first
  Source(std::int64_t size, Parts parts) : size_(size), parts_(std::move(parts)) {}

  std::int64_t size() const { return size_; }

  /// Bytes of a sample in a batch, at the most.
  std::int64_t sample_bytes() const;

  /// Returns a batch whose samples have not been read.
  tensor::Batch blank(Indices samples) const;

  /// Reads a sample into its place in a batch that `blank` made of the same samples.
  /// @throws Error as Part::read
  void read(Indices samples, std::int64_t row, base::Random& random,
            const tensor::Batch& batch) const;

 private:
  std::int64_t size_;
  Parts parts_;
};

}  // namespace maas::feed
