#pragma once

#include <filesystem>

#include "tensor/weights.h"
#include "training/state.h"

namespace maas::training {

/// The tensors of a training at one step; loading copies into them.
struct Snapshot {
  tensor::NamedTensors model;      ///< weights
  tensor::NamedTensors optimizer;  ///< the optimizer's state, and the moving average as `ema.*`
  tensor::NamedTensors best;       ///< weights of the best validation; may be empty
};

/// Writes `model.safetensors`, `optim.safetensors`, `best.safetensors` if there is a best, and
/// `state.json` with their digests; the directory appears by one rename.
/// @throws Error kCannotCreate, kIo
void save_checkpoint(const std::filesystem::path& directory, const Snapshot& snapshot,
                     const State& state);

/// Checks every file against its digest, then fills the snapshot's tensors; nothing is changed if
/// it throws.
/// @throws Error kInvalidData if a file is missing, truncated or altered
State load_checkpoint(const std::filesystem::path& directory, const Snapshot& snapshot);

}  // namespace maas::training
