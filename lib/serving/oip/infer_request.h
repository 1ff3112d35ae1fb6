#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "inference/engine.h"

namespace maas::serving::oip {

/// An inference request of the Open Inference Protocol.
struct InferRequest {
  std::optional<std::string> id;
  std::optional<std::chrono::microseconds> timeout;  ///< the parameter `timeout`
  inference::HostTensors inputs;
  std::vector<std::string> outputs;  ///< asked for by name; empty: all
};

/// Reads requests with JSON tensors; keeps its buffers from one to the next.
class InferRequestReader {
 public:
  InferRequestReader();
  ~InferRequestReader();

  /// Reads a body whose capacity leaves room for `http::kBodyPadding` bytes behind its end.
  ///
  /// The tensors are well formed (as many values as their shape asks for, each of its type), but
  /// have not been held against a model's signature.
  ///
  /// @throws Error kInvalidData if the body is not such a request, to the last byte; the message
  ///   names the input, the value and the limit
  InferRequest read(const std::string& body);

 private:
  class Parser;
  std::unique_ptr<Parser> parser_;
};

}  // namespace maas::serving::oip
