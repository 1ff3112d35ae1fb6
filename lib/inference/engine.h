#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "maas/error.h"
#include "maas/signature.h"
#include "tensor/host_tensor.h"

/// Torch-free on purpose: who queues requests never touches tensors.
namespace maas::inference {

using tensor::Demand;
using tensor::HostTensor;
using tensor::HostTensors;

/// What becomes of a request: its outputs, or why there are none.
using Answer = std::variant<HostTensors, Error>;

/// A loaded model that answers requests: they are checked, prepared each by itself, and run
/// together.
class Engine {
 public:
  virtual ~Engine() = default;

  virtual const Signature& signature() const = 0;

  /// Returns the names of what stands at each position of an output's last axis; empty: unnamed.
  virtual std::span<const std::string> labels(std::string_view /*output*/) const { return {}; }

  /// Returns what a request takes, without decoding anything; undoes base 64 where it stands for
  /// something encoded. Any thread.
  ///
  /// @throws Error kInvalidData if a name, type, shape, value or header does not fit the signature,
  ///   or if the request takes more than any may
  virtual Demand check(HostTensors& inputs) const = 0;

  /// Turns inputs that `check` has accepted into what `run` takes. Any thread, several at a time.
  ///
  /// @throws Error kInvalidData if what is encoded is broken, or is not what its header said
  virtual HostTensors prepare(HostTensors inputs) const { return inputs; }

  /// Answers prepared requests as one batch, in order; one at fault costs the others nothing. One
  /// thread at a time.
  virtual std::vector<Answer> run(std::span<const HostTensors* const> requests) = 0;
};

}  // namespace maas::inference
