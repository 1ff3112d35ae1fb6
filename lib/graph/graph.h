#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <ATen/core/Tensor.h>

#include "maas/error.h"

/// What a network computes, as plain data: the operators of one forward pass for any batch size
/// and, of sequences, any length.
namespace maas::graph {

/// Index in `Graph::values`.
using ValueId = std::size_t;

/// Sizes by dimension; -n stands for n times the batch size, `kLength` for the sequences' length.
using Shape = std::vector<std::int64_t>;
inline constexpr std::int64_t kLength = -(std::int64_t{1} << 40);

/// Returns the number of elements: of one sample where the shape has a batch, and of one step where
/// it has a length.
std::int64_t elements_per_sample(const Shape& shape);

enum class ValueKind { kInput, kParameter, kBuffer, kConstant, kResult };

/// A tensor that flows through the network.
struct Value {
  std::string name{};  ///< of parameters and buffers as the network registers them: `conv1.weight`
  ValueKind kind = ValueKind::kResult;
  Shape shape{};
  std::optional<std::size_t> producer{};  ///< index in `Graph::nodes` of what computes a result
  at::Tensor constant{};                  ///< of a constant
  at::ScalarType type = at::kFloat;       ///< of an input
};

/// What an operator's schema calls an argument that is no tensor; those that are absent are left
/// out.
using Attribute = std::variant<bool, std::int64_t, double, std::string, std::vector<std::int64_t>,
                               std::vector<double>>;

/// A tensor argument under its schema's name; the tensors of a list share one.
struct Argument {
  std::string name;
  ValueId value;
};

/// One operator.
struct Node {
  std::string op{};     ///< LibTorch's name: `linear`, `convolution`, `relu`, ...
  std::string layer{};  ///< module whose parameters it takes, or empty
  std::vector<Argument> inputs{};
  std::vector<ValueId> outputs{};
  std::map<std::string, Attribute> attributes{};

  /// Returns the value of a tensor argument, or nothing.
  std::optional<ValueId> input(std::string_view argument) const;

  /// @throws Error kInternal if there is no such attribute, or it has another type
  template <class Type>
  const Type& attribute(const std::string& name) const {
    const auto found = attributes.find(name);
    const Type* value = found == attributes.end() ? nullptr : std::get_if<Type>(&found->second);
    if (!value) fail(ErrorCode::kInternal, "operator '{}' has no such attribute '{}'", op, name);
    return *value;
  }
};

/// A network's forward pass: some inputs, one output.
struct Graph {
  std::vector<Value> values;
  std::vector<Node> nodes;  ///< in the order of computation
  std::vector<ValueId> inputs;
  ValueId output = 0;
};

/// Says where a node is, for messages: "in layer 'fc1'", "after layer 'fc1'" or "at the input".
std::string place_of(const Graph& graph, const Node& node);

}  // namespace maas::graph
