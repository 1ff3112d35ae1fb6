#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "tensor/weights.h"
#include "training/state.h"

namespace maas::training {

/// The tensors of a training at one step; loading copies into them.
struct Snapshot {
  tensor::NamedTensors model;      ///< weights
  tensor::NamedTensors optimizer;  ///< the optimizer's state, and the moving average as `ema.*`
  tensor::NamedTensors best;       ///< weights of the best validation; may be empty

  std::int64_t bytes() const {
    return tensor::bytes_of(model) + tensor::bytes_of(optimizer) + tensor::bytes_of(best);
  }
};

/// A file of a checkpoint, and the digest of what was written into it.
struct WrittenFile {
  std::filesystem::path path;
  std::uintmax_t bytes = 0;
  std::string sha256;
};

/// The weights of the best validation as a checkpoint holds them. They stay the same until there is
/// a better one, so that the next checkpoint shares the file, if its content is still what was
/// written.
struct WrittenBest {
  std::int64_t step = 0;  ///< of the best validation
  WrittenFile file;
};

/// Writes `model.safetensors`, `optim.safetensors`, `best.safetensors` if there is a best, and
/// `state.json` with their digests; the directory appears by one rename.
/// @param before  an earlier checkpoint's best, which is linked to if it is the present one
/// @return the best that was written, or linked to
/// @throws Error kCannotCreate, kIo
std::optional<WrittenBest> save_checkpoint(const std::filesystem::path& directory,
                                           const Snapshot& snapshot, const State& state,
                                           const std::optional<WrittenBest>& before = {});

/// What a checkpoint holds beside the tensors.
struct Checkpoint {
  State state;
  std::optional<WrittenBest> best;
};

/// Checks every file against its digest, then fills the snapshot's tensors; nothing is changed if
/// it throws.
/// @throws Error kInvalidData if a file is missing, truncated or altered
Checkpoint load_checkpoint(const std::filesystem::path& directory, const Snapshot& snapshot);

}  // namespace maas::training
