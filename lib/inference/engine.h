#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "maas/signature.h"

/// Torch-free on purpose: who queues requests never touches tensors.
namespace maas::inference {

/// A tensor in host memory, row-major. FP32 travels as floats, UINT8 as bytes, BYTES as strings.
struct HostTensor {
  std::string name;
  std::vector<std::int64_t> shape;
  std::variant<std::vector<float>, std::vector<std::uint8_t>, std::vector<std::string>> data;
};

/// One request's inputs, or one answer's outputs.
using HostTensors = std::vector<HostTensor>;

/// A loaded model that answers requests.
class Engine {
 public:
  virtual ~Engine() = default;

  virtual const Signature& signature() const = 0;

  /// Returns the number of samples of a request. Any thread.
  ///
  /// @throws Error kInvalidData if a name, type, shape or value does not fit the signature
  virtual std::int64_t check(const HostTensors& inputs) const = 0;

  /// Answers requests that `check` accepted as one batch, in order. One thread at a time.
  virtual std::vector<HostTensors> run(std::span<const HostTensors* const> requests) = 0;
};

}  // namespace maas::inference
