#include "nn/recurrent.h"

#include <algorithm>

#include <ATen/ops/_pack_padded_sequence.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/argsort.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/dropout.h>
#include <ATen/ops/gru.h>
#include <ATen/ops/index_select.h>
#include <ATen/ops/lstm.h>
#include <ATen/ops/sigmoid.h>
#include <ATen/ops/sort.h>
#include <ATen/ops/stack.h>
#include <ATen/ops/tanh.h>
#include <ATen/ops/where.h>
#include <ATen/ops/zeros.h>
#include <fmt/format.h>
#include <torch/csrc/jit/frontend/tracer.h>
#include <torch/csrc/jit/runtime/operator.h>
#include <torch/library.h>

namespace maas::nn {
namespace {

std::int64_t gates_of(Cell cell) {
  return cell == Cell::kLstm ? 4 : 3;
}

/// The state of one layer in one direction.
struct State {
  at::Tensor hidden;  ///< [B, H]
  at::Tensor cell;    ///< [B, H], of an LSTM
};

/// @param input, state  what the two matrices make of the step's input and of the state, [B, 4H]
State lstm_step(const at::Tensor& input, const at::Tensor& state, const State& before) {
  const auto gates = (input + state).chunk(4, 1);
  const at::Tensor cell =
      at::sigmoid(gates[1]) * before.cell + at::sigmoid(gates[0]) * at::tanh(gates[2]);  // [B, H]
  return {at::sigmoid(gates[3]) * at::tanh(cell), cell};
}

/// @param input, state  [B, 3H]
State gru_step(const at::Tensor& input, const at::Tensor& state, const State& before) {
  const auto of_input = input.chunk(3, 1);
  const auto of_state = state.chunk(3, 1);
  const at::Tensor reset = at::sigmoid(of_input[0] + of_state[0]);
  const at::Tensor update = at::sigmoid(of_input[1] + of_state[1]);
  const at::Tensor fresh = at::tanh(of_input[2] + reset * of_state[2]);
  return {fresh + update * (before.hidden - fresh), before.cell};
}

/// How LibTorch's operators go over the steps.
struct Form {
  bool is_lstm = true;
  std::int64_t layers = 1;
  bool bidirectional = false;
  double dropout = 0;
  bool is_training = false;
};

/// The last layer's states behind the sequences' ends, [B, D*H], by LibTorch's operators.
/// @param weights  as `Recurrent::weights` gives them
at::Tensor last_states_of(const at::Tensor& input, const at::Tensor& lengths,
                          const std::vector<at::Tensor>& weights, const Form& form) {
  const auto [sorted, order] = at::sort(lengths, /*stable=*/true, /*dim=*/0, /*descending=*/true);
  const auto [steps, sizes] =
      at::_pack_padded_sequence(input.index_select(0, order), sorted, /*batch_first=*/true);
  const std::int64_t count = form.bidirectional ? 2 : 1;
  const std::int64_t hidden = weights[1].size(1);
  const at::Tensor start = at::zeros({form.layers * count, input.size(0), hidden}, input.options());
  const at::Tensor states =  // [layers * directions, B, H]
      form.is_lstm
          ? std::get<1>(at::lstm(steps, sizes, {start, start}, weights, /*has_biases=*/true,
                                 form.layers, form.dropout, form.is_training, form.bidirectional))
          : std::get<1>(at::gru(steps, sizes, start, weights, /*has_biases=*/true, form.layers,
                                form.dropout, form.is_training, form.bidirectional));
  const at::Tensor last = states.narrow(0, states.size(0) - count, count)
                              .transpose(0, 1)
                              .reshape({input.size(0), count * hidden});
  return last.index_select(0, at::argsort(order));
}

/// The same as an operator of its own, for traces.
at::Tensor recurrent_operator(const at::Tensor& input, const at::Tensor& lengths,
                              const std::vector<at::Tensor>& weights, bool is_lstm,
                              std::int64_t layers, bool bidirectional) {
  return last_states_of(input, lengths, weights,
                        {.is_lstm = is_lstm, .layers = layers, .bidirectional = bidirectional});
}

TORCH_LIBRARY(maas, library) {
  library.def(
      "recurrent(Tensor input, Tensor lengths, Tensor[] weights, bool is_lstm, int layers, "
      "bool bidirectional) -> Tensor",
      recurrent_operator);
}

/// What a layer gives in one direction.
struct Pass {
  at::Tensor outputs;  ///< [B, T, H]
  at::Tensor last;     ///< [B, H]
};

}  // namespace

Recurrent::Recurrent(Cell cell, const RecurrentShape& shape) : cell_(cell), shape_(shape) {
  const std::int64_t count = shape.bidirectional ? 2 : 1;
  std::int64_t width = shape.inputs;
  for (std::int64_t layer = 0; layer < shape.layers; ++layer) {
    for (std::int64_t direction = 0; direction < count; ++direction) {
      const std::string end = direction == 0 ? "" : "_reverse";
      const auto matrix = [&](const char* what, std::int64_t inputs) {
        return register_module(fmt::format("{}_{}{}", layer, what, end),
                               std::make_shared<Linear>(inputs, gates_of(cell) * shape.hidden));
      };
      directions_.push_back({matrix("input", width), matrix("state", shape.hidden)});
    }
    width = count * shape.hidden;
  }
}

at::Tensor Recurrent::last_states(const at::Tensor& input, const at::Tensor& lengths) {
  return is_int8() ? by_steps(input, lengths) : by_operator(input, lengths);
}

bool Recurrent::is_int8() const {
  return std::ranges::any_of(directions_, [](const Direction& direction) {
    return direction.input->weight.numel() == 0 || direction.state->weight.numel() == 0;
  });
}

/// In the order that LibTorch's operators take.
std::vector<at::Tensor> Recurrent::weights() const {
  std::vector<at::Tensor> weights;
  for (const auto& [input, state] : directions_) {
    for (const at::Tensor& each : {input->weight, state->weight, input->bias, state->bias}) {
      weights.push_back(each);
    }
  }
  return weights;
}

/// A trace records one operator of ours rather than what it consists of.
at::Tensor Recurrent::by_operator(const at::Tensor& input, const at::Tensor& lengths) {
  const bool is_lstm = cell_ == Cell::kLstm;
  if (torch::jit::tracer::isTracing()) {
    static const auto recurrent = torch::jit::findOperatorFor({"maas::recurrent", ""});
    torch::jit::Stack stack = {input,   lengths,       weights(),
                               is_lstm, shape_.layers, shape_.bidirectional};
    recurrent->getOperation()(stack);
    return stack.front().toTensor();
  }
  return last_states_of(input, lengths, weights(),
                        {.is_lstm = is_lstm,
                         .layers = shape_.layers,
                         .bidirectional = shape_.bidirectional,
                         .dropout = shape_.dropout,
                         .is_training = is_training()});
}

/// Step by step, so that each matrix may be held in int8.
at::Tensor Recurrent::by_steps(const at::Tensor& input, const at::Tensor& lengths) {
  const std::int64_t count = shape_.bidirectional ? 2 : 1;
  const std::int64_t length = input.size(1);
  const at::Tensor none = at::zeros({input.size(0), shape_.hidden}, input.options());
  const auto pass = [&](const Direction& direction, const at::Tensor& x, bool reverse) {
    const at::Tensor of_inputs = direction.input->forward(x);  // [B, T, gates * H]
    State state{none, none};
    std::vector<at::Tensor> outputs(static_cast<std::size_t>(length));
    for (std::int64_t i = 0; i < length; ++i) {
      const std::int64_t at = reverse ? length - 1 - i : i;
      const at::Tensor of_state = direction.state->forward(state.hidden);
      const State next = cell_ == Cell::kLstm ? lstm_step(of_inputs.select(1, at), of_state, state)
                                              : gru_step(of_inputs.select(1, at), of_state, state);
      const at::Tensor goes_on = (lengths > at).unsqueeze(1);  // [B, 1]
      state.hidden = at::where(goes_on, next.hidden, state.hidden);
      state.cell = at::where(goes_on, next.cell, state.cell);
      outputs[static_cast<std::size_t>(at)] = state.hidden;
    }
    return Pass{at::stack(outputs, 1), state.hidden};
  };
  at::Tensor x = input;
  std::vector<at::Tensor> last;
  for (std::int64_t layer = 0; layer < shape_.layers; ++layer) {
    std::vector<at::Tensor> outputs;
    last.clear();
    for (std::int64_t i = 0; i < count; ++i) {
      const auto index = static_cast<std::size_t>(layer * count + i);
      Pass made = pass(directions_[index], x, /*reverse=*/i == 1);
      outputs.push_back(std::move(made.outputs));
      last.push_back(std::move(made.last));
    }
    x = at::cat(outputs, 2);  // [B, T, D*H]
  }
  return at::cat(last, 1);  // [B, D*H]
}

}  // namespace maas::nn
