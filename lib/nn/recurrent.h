#pragma once

#include <memory>
#include <vector>

#include <torch/nn/module.h>

#include "nn/linear.h"

namespace maas::nn {

/// How the state of a recurrent layer goes on from step to step.
enum class Cell {
  kLstm,  ///< Hochreiter and Schmidhuber 1997, with forget gates
  kGru    ///< Cho et al. 2014, in the form of cuDNN: the reset gate acts behind the matrix
};

struct RecurrentShape {
  std::int64_t inputs = 0;
  std::int64_t hidden = 0;  ///< of each direction
  std::int64_t layers = 1;
  bool bidirectional = false;
  double dropout = 0;  ///< between layers, while training
};

/// Recurrent layers over sequences of several lengths. What is behind a sequence's end counts for
/// nothing: a padded batch gives what its sequences give alone.
///
/// The matrices are linear layers `<layer>.input` and `<layer>.state`, with `_reverse` for the
/// other direction, and may be held in int8; the gates stand as in PyTorch (LSTM: input, forget,
/// cell, output; GRU: reset, update, new).
class Recurrent final : public torch::nn::Module {
 public:
  Recurrent(Cell cell, const RecurrentShape& shape);

  /// @param input  [B, T, inputs]
  /// @param lengths  [B] int64 on the CPU, each in [1, T]
  /// @return [B, hidden * directions], the last layer's state behind each sequence's end; of the
  ///   other direction that before its beginning
  at::Tensor last_states(const at::Tensor& input, const at::Tensor& lengths);

 private:
  /// The two matrices of one layer in one direction.
  struct Direction {
    std::shared_ptr<Linear> input;
    std::shared_ptr<Linear> state;
  };

  bool is_int8() const;
  std::vector<at::Tensor> weights() const;
  at::Tensor by_operator(const at::Tensor& input, const at::Tensor& lengths);
  at::Tensor by_steps(const at::Tensor& input, const at::Tensor& lengths);

  Cell cell_;
  RecurrentShape shape_;
  std::vector<Direction> directions_;  ///< of each layer forward, then in reverse
};

}  // namespace maas::nn
