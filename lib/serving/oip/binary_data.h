#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/budget.h"
#include "inference/engine.h"

/// Triton's binary tensor data: the values of tensors as bytes behind the JSON of a request or of
/// an answer. Numbers are little-endian; a text is its length in 32 bits, then its bytes.
namespace maas::serving::oip {

/// The bytes behind a request's JSON, handed out tensor by tensor.
class BinaryTail {
 public:
  explicit BinaryTail(std::string_view bytes) : rest_(bytes) {}

  /// @throws Error kInvalidData if there are fewer than `size` bytes for the tensor of this name
  std::string_view take(std::int64_t size, std::string_view name);

  std::size_t left() const { return rest_.size(); }

 private:
  std::string_view rest_;
};

/// Reads the values of a tensor whose name and shape are known into `tensor.data`.
///
/// @param memory  is grown by what the values take, before they are there
/// @throws Error kInvalidData if `datatype` is not known, the bytes are not as many as the shape
///   asks for, a number is infinite, a BOOL neither 0 nor 1, or a UINT64 above 2^63 - 1;
///   kInvalidData, kBusy as Lease::grow
void read_binary(std::string_view bytes, const std::string& datatype, inference::HostTensor& tensor,
                 base::Budget::Lease& memory);

/// Appends the values of a tensor to `bytes` and returns how many bytes they take.
std::size_t append_binary(const inference::HostTensor& tensor, std::string& bytes);

}  // namespace maas::serving::oip
