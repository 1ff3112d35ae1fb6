#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/budget.h"
#include "inference/engine.h"

namespace maas::serving::oip {

/// An output that is asked for by name.
struct WantedOutput {
  std::string name;
  bool is_binary = false;    ///< its values travel as bytes behind the answer's JSON
  std::int64_t classes = 0;  ///< so many of its largest values as texts; 0: the values themselves
};

/// An inference request of the Open Inference Protocol.
struct InferRequest {
  std::optional<std::string> id;
  std::optional<std::chrono::microseconds> timeout;  ///< the parameter `timeout`
  inference::HostTensors inputs;
  std::vector<WantedOutput> outputs;  ///< empty: all
  bool wants_binary = false;          ///< how outputs travel of which nothing else is said
};

/// Reads requests with tensors in JSON or as bytes behind it; keeps its buffers from one to the
/// next.
class InferRequestReader {
 public:
  InferRequestReader();
  ~InferRequestReader();

  /// Reads a body whose capacity leaves room for `http::kBodyPadding` bytes behind its end; its
  /// first `json_size` bytes, which are no more than it has, are JSON.
  ///
  /// The tensors are well formed (as many values as their shape asks for, each of its type), but
  /// have not been held against a model's signature.
  ///
  /// @param memory  is grown by what the inputs take, before they are there
  /// @throws Error kInvalidData if the body is not such a request, to the last byte; the message
  ///   names the input, the value and the limit; kInvalidData, kBusy as Lease::grow
  InferRequest read(const std::string& body, std::size_t json_size, base::Budget::Lease& memory);

 private:
  class Parser;
  std::unique_ptr<Parser> parser_;
};

}  // namespace maas::serving::oip
