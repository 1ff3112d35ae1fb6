#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "formats/gguf/block_type.h"

namespace maas::decoding {

/// A tensor as it lies in a model's files.
struct SourceTensor {
  formats::BlockType type = formats::BlockType::kF32;
  std::vector<std::int64_t> shape{};   ///< row-major
  std::span<const std::byte> bytes{};  ///< of a mapped file
};

/// The tensors of a model, by the names that Hugging Face's files give them.
class TensorSource {
 public:
  virtual ~TensorSource() = default;

  /// Of files, for messages.
  virtual const std::string& origin() const = 0;
  virtual bool has(std::string_view name) const = 0;
  /// @throws Error kInvalidData if there is no such tensor, or one of a type that holds no weights
  virtual SourceTensor at(std::string_view name) const = 0;
  /// Of all tensors, in no order.
  virtual std::vector<std::string> names() const = 0;
};

}  // namespace maas::decoding
