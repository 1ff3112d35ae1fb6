#include "export/onnx/evaluate.h"

#include <ATen/core/grad_mode.h>
#include <ATen/ops/batch_norm.h>
#include <ATen/ops/conv2d.h>
#include <ATen/ops/embedding.h>
#include <ATen/ops/from_blob.h>
#include <ATen/ops/linear.h>
#include <ATen/ops/matmul.h>
#include <ATen/ops/max_pool2d.h>
#include <ATen/ops/maximum.h>
#include <ATen/ops/softmax.h>
#include <ATen/ops/stack.h>
#include <ATen/ops/where.h>
#include <ATen/ops/zeros.h>

#include "maas/error.h"

namespace maas::exporters::onnx {
namespace {

using Integers = std::vector<std::int64_t>;

struct Call {
  const formats::OnnxNode& node;
  std::vector<at::Tensor> inputs;

  const at::Tensor& operator[](std::size_t i) const { return inputs.at(i); }
  template <class Type>
  const Type& attribute(const std::string& name) const {
    const auto found = node.attributes.find(name);
    const Type* value =
        found == node.attributes.end() ? nullptr : std::get_if<Type>(&found->second);
    if (!value) {
      fail(ErrorCode::kInvalidData, "node '{}' has no attribute '{}'", node.outputs.front(), name);
    }
    return *value;
  }
  std::int64_t integer(const std::string& name) const { return attribute<std::int64_t>(name); }
  const Integers& integers(const std::string& name) const { return attribute<Integers>(name); }
  at::Tensor bias(std::size_t i) const { return i < inputs.size() ? inputs[i] : at::Tensor(); }
  /// The padding at the begin, which is that at the end too.
  Integers padding() const { return {integers("pads").at(0), integers("pads").at(1)}; }
};

at::ScalarType type_of(std::int64_t number) {
  switch (static_cast<formats::OnnxType>(number)) {
    case formats::OnnxType::kFloat:
      return at::kFloat;
    case formats::OnnxType::kUint8:
      return at::kByte;
    case formats::OnnxType::kInt8:
      return at::kChar;
    case formats::OnnxType::kInt32:
      return at::kInt;
    case formats::OnnxType::kInt64:
      return at::kLong;
  }
  fail(ErrorCode::kInvalidData, "element type {} is not known here", number);
}

at::Tensor conv(const Call& call) {
  return at::conv2d(call[0], call[1], call.bias(2), call.integers("strides"), call.padding(),
                    call.integers("dilations"), call.integer("group"));
}

at::Tensor batch_norm(const Call& call) {
  return at::batch_norm(call[0], call[1], call[2], call[3], call[4], /*training=*/false,
                        /*momentum=*/0, call.attribute<float>("epsilon"),
                        /*cudnn_enabled=*/false);
}

at::Tensor dequantize(const Call& call) {
  Integers per_axis(static_cast<std::size_t>(call[0].dim()), 1);
  per_axis.at(static_cast<std::size_t>(call.integer("axis"))) = -1;
  return call[0].to(at::kFloat) * call[1].view(per_axis);
}

/// Operand `i` of an operator for integers, less its zero point, in a type that holds all sums.
at::Tensor centred(const Call& call, std::size_t i) {
  return call[i].to(at::kDouble) - call[i + 2].to(at::kDouble);
}

at::Tensor conv_integer(const Call& call) {
  return at::conv2d(centred(call, 0), centred(call, 1), /*bias=*/{}, call.integers("strides"),
                    call.padding(), call.integers("dilations"), call.integer("group"))
      .to(at::kInt);
}

at::Tensor matmul_integer(const Call& call) {
  return at::matmul(centred(call, 0), centred(call, 1)).to(at::kInt);
}

at::Tensor max_pool(const Call& call) {
  return at::max_pool2d(call[0], call.integers("kernel_shape"), call.integers("strides"),
                        call.padding(), call.integers("dilations"), call.integer("ceil_mode") != 0);
}

/// A size of 0 stands for the input's.
at::Tensor reshape(const Call& call) {
  Integers shape(call[1].const_data_ptr<std::int64_t>(),
                 call[1].const_data_ptr<std::int64_t>() + call[1].numel());
  for (std::size_t i = 0; i < shape.size(); ++i) {
    if (shape[i] == 0) shape[i] = call[0].size(static_cast<std::int64_t>(i));
  }
  return call[0].reshape(shape);
}

/// The state of a recurrent operator goes on by one step of all sequences.
struct Recurrence {
  at::Tensor hidden;  ///< [N, H]
  at::Tensor cell;    ///< [N, H], of an LSTM

  /// @param of_input, of_state  what the matrices make of both, with their biases, [N, G*H]
  Recurrence lstm(const at::Tensor& of_input, const at::Tensor& of_state) const {
    const auto gates = (of_input + of_state).chunk(4, 1);  // input, output, forget, cell
    const at::Tensor next = gates[2].sigmoid() * cell + gates[0].sigmoid() * gates[3].tanh();
    return {gates[1].sigmoid() * next.tanh(), next};
  }
  Recurrence gru(const at::Tensor& of_input, const at::Tensor& of_state) const {
    const auto x = of_input.chunk(3, 1);  // update, reset, new
    const auto h = of_state.chunk(3, 1);
    const at::Tensor update = (x[0] + h[0]).sigmoid();
    const at::Tensor fresh = (x[2] + (x[1] + h[1]).sigmoid() * h[2]).tanh();
    return {(1 - update) * fresh + update * hidden, cell};
  }
};

/// Both outputs of an LSTM or a GRU: all states [T, D, N, H] and the last ones [D, N, H].
std::vector<at::Tensor> recurrent(const Call& call) {
  const at::Tensor& steps = call[0];  // [T, N, I]
  const at::Tensor lengths = call[4];
  std::vector<at::Tensor> all;
  std::vector<at::Tensor> last;
  for (std::int64_t direction = 0; direction < call[1].size(0); ++direction) {
    const auto bias = call[3][direction].chunk(2, 0);
    const at::Tensor none = at::zeros({steps.size(1), call.integer("hidden_size")}, at::kFloat);
    Recurrence state{none, none};
    std::vector<at::Tensor> states(static_cast<std::size_t>(steps.size(0)));
    for (std::int64_t i = 0; i < steps.size(0); ++i) {
      const std::int64_t at = direction == 0 ? i : steps.size(0) - 1 - i;
      const at::Tensor of_input = at::linear(steps[at], call[1][direction], bias[0]);
      const at::Tensor of_state = at::linear(state.hidden, call[2][direction], bias[1]);
      const Recurrence next =
          call.node.op == "LSTM" ? state.lstm(of_input, of_state) : state.gru(of_input, of_state);
      const at::Tensor goes_on = lengths.gt(at).unsqueeze(1);  // [N, 1]
      state = {at::where(goes_on, next.hidden, state.hidden),
               at::where(goes_on, next.cell, state.cell)};
      states[static_cast<std::size_t>(at)] = at::where(goes_on, next.hidden, 0.0);
    }
    all.push_back(at::stack(states));
    last.push_back(state.hidden);
  }
  return {at::stack(all, 1), at::stack(last)};
}

/// Along one axis, in steps of one.
at::Tensor slice(const Call& call) {
  return call[0].slice(call[3].item<std::int64_t>(), call[1].item<std::int64_t>(),
                       call[2].item<std::int64_t>());
}

using Operator = at::Tensor (*)(const Call&);

const std::map<std::string, Operator>& operators() {
  static const std::map<std::string, Operator> table = {
      {"Abs", [](const Call& call) { return call[0].abs(); }},
      {"Add", [](const Call& call) { return call[0] + call[1]; }},
      {"BatchNormalization", batch_norm},
      {"Cast", [](const Call& call) { return call[0].to(type_of(call.integer("to"))); }},
      {"Conv", conv},
      {"ConvInteger", conv_integer},
      {"DequantizeLinear", dequantize},
      {"Div", [](const Call& call) { return call[0] / call[1]; }},
      {"Erf", [](const Call& call) { return call[0].erf(); }},
      {"Gather", [](const Call& call) { return at::embedding(call[0], call[1]); }},
      {"Gemm", [](const Call& call) { return at::linear(call[0], call[1], call.bias(2)); }},
      {"GlobalAveragePool",
       [](const Call& call) {
         return call[0].mean({2, 3}, true);
       }},
      {"Identity", [](const Call& call) { return call[0]; }},
      {"MatMul", [](const Call& call) { return at::matmul(call[0], call[1]); }},
      {"MatMulInteger", matmul_integer},
      {"Max", [](const Call& call) { return at::maximum(call[0], call[1]); }},
      {"MaxPool", max_pool},
      {"Mul", [](const Call& call) { return call[0] * call[1]; }},
      {"ReduceMax", [](const Call& call) { return call[0].amax(call.integers("axes"), true); }},
      {"Relu", [](const Call& call) { return call[0].relu(); }},
      {"Reshape", reshape},
      {"Round", [](const Call& call) { return call[0].round(); }},
      {"Sigmoid", [](const Call& call) { return call[0].sigmoid(); }},
      {"Slice", slice},
      {"Softmax", [](const Call& call) { return at::softmax(call[0], call.integer("axis")); }},
      {"Sub", [](const Call& call) { return call[0] - call[1]; }},
      {"Tanh", [](const Call& call) { return call[0].tanh(); }},
      {"Transpose", [](const Call& call) { return call[0].permute(call.integers("perm")); }},
  };
  return table;
}

std::vector<at::Tensor> results_of(const Call& call) {
  const std::string& op = call.node.op;
  if (op == "LSTM" || op == "GRU") return recurrent(call);
  const auto found = operators().find(op);
  if (found == operators().end()) {
    fail(ErrorCode::kInvalidData, "ONNX operator '{}' is not known here", op);
  }
  return {found->second(call)};
}

at::Tensor tensor_of(const formats::OnnxTensor& constant) {
  auto* data = const_cast<std::byte*>(constant.bytes.data());
  // Copied: a constant may lie anywhere in the file.
  return at::from_blob(data, constant.shape, type_of(static_cast<std::int64_t>(constant.type)))
      .clone();
}

}  // namespace

at::Tensor evaluate(const formats::OnnxModel& model, const std::vector<at::Tensor>& inputs) {
  const at::NoGradGuard no_grad;
  std::map<std::string, at::Tensor> values;
  for (std::size_t i = 0; i < model.inputs.size(); ++i) {
    values[model.inputs[i].name] = inputs.at(i);
  }
  for (const auto& constant : model.constants) values[constant.name] = tensor_of(constant);
  const auto value = [&values](const std::string& name) -> const at::Tensor& {
    const auto found = values.find(name);
    if (found == values.end()) fail(ErrorCode::kInvalidData, "nothing computes '{}'", name);
    return found->second;
  };
  for (const formats::OnnxNode& node : model.nodes) {
    Call call{node, {}};
    for (const std::string& input : node.inputs) call.inputs.push_back(value(input));
    const std::vector<at::Tensor> results = results_of(call);
    for (std::size_t i = 0; i < node.outputs.size(); ++i) values[node.outputs[i]] = results.at(i);
  }
  return value(model.outputs.at(0).name);
}

}  // namespace maas::exporters::onnx
