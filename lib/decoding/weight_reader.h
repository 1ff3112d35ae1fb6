#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "decoding/memory.h"
#include "decoding/tensor_source.h"
#include "kernels/matrix.h"

namespace maas::decoding {

/// A weight with its bias, if it has one.
struct Linear {
  kernels::Matrix weight{};
  std::vector<float> bias{};  ///< [rows], or empty

  const float* bias_data() const { return bias.empty() ? nullptr : bias.data(); }
};

struct NormWeights {
  std::vector<float> weight{};
  std::vector<float> bias{};  ///< or empty

  const float* bias_data() const { return bias.empty() ? nullptr : bias.data(); }
};

/// Takes weights from a model's files: those of 16 and 32 bits where they lie, others widened into
/// memory of their own.
///
/// Each of the readers throws Error kInvalidData if a tensor is missing or of another shape, named
/// with both shapes.
class WeightReader {
 public:
  /// @param source  must outlive the reader, and the matrices that it gives
  explicit WeightReader(const TensorSource& source) : source_(source) {}

  /// Reads a tensor by its whole name.
  std::vector<float> vector(const std::string& name, std::int64_t size);

  // By names without `.weight`.
  kernels::Matrix matrix(const std::string& name, std::int64_t rows, std::int64_t columns);
  /// [inputs, outputs] becomes [outputs, inputs], fp32.
  kernels::Matrix transposed(const std::string& name, std::int64_t rows, std::int64_t columns);

  /// Returns the memory of what was widened, which must be kept.
  std::vector<Memory> take_widened() { return std::move(widened_); }

  static std::string weight_of(const std::string& name) { return name + ".weight"; }

 private:
  SourceTensor tensor(const std::string& name, const std::vector<std::int64_t>& shape);

  const TensorSource& source_;
  std::vector<Memory> widened_;
};

}  // namespace maas::decoding
