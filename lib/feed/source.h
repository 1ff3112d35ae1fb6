#pragma once

#include <cstdint>

#include "base/hashing.h"
#include "tensor/batch.h"

namespace maas::feed {

/// Samples of one shape, which become rows of batches. Thread-safe.
class Source {
 public:
  virtual ~Source() = default;

  virtual std::int64_t size() const = 0;

  /// Bytes of a sample in a batch.
  virtual std::int64_t sample_bytes() const = 0;

  /// Returns a batch of so many samples whose rows have not been read.
  virtual tensor::Batch blank(std::int64_t samples) const = 0;

  /// Reads a sample into a row of a batch.
  /// @param random  the numbers of its random transforms
  /// @throws Error kInvalidData if the sample is broken or of another shape; kNotFound, kIo
  virtual void read(std::int64_t index, base::Random& random, const tensor::Batch& batch,
                    std::int64_t row) const = 0;
};

}  // namespace maas::feed
