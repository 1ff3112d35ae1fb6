#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

/// Torch-free on purpose: who queues requests never touches tensors.
namespace maas::tensor {

/// A tensor in host memory, row-major. Narrow integers travel as INT64, half precision as FP32,
/// BOOL as UINT8.
struct HostTensor {
  std::string name;
  std::vector<std::int64_t> shape;
  std::variant<std::vector<float>, std::vector<std::uint8_t>, std::vector<std::string>,
               std::vector<std::int64_t>, std::vector<double>>
      data;

  /// The length of the first axis; 0 of a scalar.
  std::int64_t rows() const { return shape.empty() ? 0 : shape.front(); }
};

/// One request's inputs, or one answer's outputs.
using HostTensors = std::vector<HostTensor>;

/// What answering a request takes, told by shapes and headers alone.
struct Demand {
  std::int64_t samples = 0;
  std::int64_t pixels = 0;   ///< to be decoded or resized; 0: preparing is but a copy
  std::int64_t scratch = 0;  ///< bytes that preparing holds at a time beside its result
  std::int64_t bytes = 0;    ///< of the prepared inputs
};

}  // namespace maas::tensor
