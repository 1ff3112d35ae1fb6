#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

/// The part of ONNX that classifiers need: https://github.com/onnx/onnx/blob/main/docs/IR.md
namespace maas::formats {

/// Element types, by TensorProto's numbers.
enum class OnnxType : std::int32_t { kFloat = 1, kUint8 = 2, kInt8 = 3, kInt32 = 6, kInt64 = 7 };

/// Size of an element in bytes.
std::int64_t bytes_of(OnnxType type);

/// A constant: row-major, little-endian.
struct OnnxTensor {
  std::string name{};
  OnnxType type = OnnxType::kFloat;
  std::vector<std::int64_t> shape{};
  std::span<const std::byte> bytes{};
  std::shared_ptr<const void> owner{};  ///< keeps `bytes` valid; null: whoever made the tensor does

  /// Whether name, type, shape and bytes are the same.
  friend bool operator==(const OnnxTensor& one, const OnnxTensor& other);
};

using OnnxAttribute =
    std::variant<std::int64_t, float, std::string, std::vector<std::int64_t>, std::vector<float>>;

/// An operator, named by its first output.
struct OnnxNode {
  std::string op{};
  std::vector<std::string> inputs{};  ///< an empty name: an optional input is left out
  std::vector<std::string> outputs{};
  std::map<std::string, OnnxAttribute> attributes{};

  friend bool operator==(const OnnxNode&, const OnnxNode&) = default;
};

/// A fixed size, or the name of a free one.
using OnnxDimension = std::variant<std::int64_t, std::string>;

/// An input or output of the graph.
struct OnnxValue {
  std::string name{};
  OnnxType type = OnnxType::kFloat;
  std::vector<OnnxDimension> shape{};

  friend bool operator==(const OnnxValue&, const OnnxValue&) = default;
};

/// A model with one graph and the default operator set.
struct OnnxModel {
  std::int64_t ir_version = 8;
  std::int64_t opset = 17;
  std::string producer{};
  std::string producer_version{};
  std::string name{};  ///< of the graph
  std::vector<OnnxNode> nodes{};
  std::vector<OnnxTensor> constants{};
  std::vector<OnnxValue> inputs{};
  std::vector<OnnxValue> outputs{};
  std::map<std::string, std::string> metadata{};

  friend bool operator==(const OnnxModel&, const OnnxModel&) = default;
};

/// The largest message that protobuf's readers take.
inline constexpr std::uint64_t kMaxOnnxBytes = (std::uint64_t{1} << 31) - 1;

/// Hands the model's bytes over piece by piece and returns how many there are.
/// @throws Error kInvalidRecipe if there are more than `kMaxOnnxBytes`
std::uint64_t write_onnx(const OnnxModel& model, const std::function<void(std::string_view)>& sink);

/// Parses a whole file in memory; `owner` goes into the constants.
/// @throws Error kInvalidData if it is malformed, or has anything that `OnnxModel` does not hold
OnnxModel parse_onnx(std::span<const std::byte> file, std::string_view origin,
                     std::shared_ptr<const void> owner = nullptr);

/// Returns who wrote an ONNX file, or an empty text.
/// @throws Error kInvalidData if it is no protobuf message
std::string onnx_producer(std::span<const std::byte> file, std::string_view origin);

}  // namespace maas::formats
