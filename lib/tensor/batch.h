#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "tensor/weights.h"

namespace maas::tensor {

/// Names of parts of batches.
namespace part {
inline constexpr const char* kImage = "image";        ///< [B, C, H, W] float32, pre-processed
inline constexpr const char* kFeatures = "features";  ///< [B, F] float32, of rows; of nodes [N, F]
inline constexpr const char* kIds = "ids";            ///< [B, T] int64, tokens, padded with 0
inline constexpr const char* kLengths = "lengths";    ///< [B] int64, of the tokens
inline constexpr const char* kSteps = "steps";        ///< [B, T, F] float32, of series
inline constexpr const char* kNaive = "naive";        ///< [B, H] float32, one season before
inline constexpr const char* kFirstStep = "first_step";  ///< [B] int64, that a window tells
inline constexpr const char* kUsers = "users";      ///< [B] int64, numbers of users, 0: unknown
inline constexpr const char* kItems = "items";      ///< [B] or [B, K] int64, of items, likewise
inline constexpr const char* kNodes = "nodes";      ///< [B] int64, how many each graph has
inline constexpr const char* kDegrees = "degrees";  ///< [N] int64, links of each node
inline constexpr const char* kNeighbours = "neighbours";    ///< [M] int64, numbered in their graph
inline constexpr const char* kNode = "node";                ///< [B] int64, of a graph that is known
inline constexpr const char* kObservation = "observation";  ///< [B, O] float32, of environments
inline constexpr const char* kSeed = "seed";                ///< [B] int64, of episodes
inline constexpr const char* kAction = "action";            ///< [B] int64, that was taken
inline constexpr const char* kLabel = "label";              ///< [B] int64, class numbers
inline constexpr const char* kTarget = "target";            ///< [B] or [B, H] float32, standardised
}  // namespace part

/// Samples as they pass from the feed to a network and a task: tensors by name.
struct Batch {
  NamedTensors parts;
  std::int64_t samples = 0;
  double weight = 0;  ///< terms that the loss sums over: samples, tokens or nodes

  /// Null if there is no such part.
  const at::Tensor* find(std::string_view name) const;

  /// @throws Error kInternal if there is no such part
  const at::Tensor& at(std::string_view name) const;
};

/// Returns a batch of one part, a sample a row.
Batch batch_of(const at::Tensor& input);

/// The samples of one optimizer step, collated as they pass through the network.
using MicroBatches = std::vector<Batch>;

std::int64_t samples_of(const MicroBatches& batches);

/// Returns samples as micro-batches of so many each, the last one of what is left.
/// @param parts  a sample a row
MicroBatches divided(const NamedTensors& parts, std::int64_t micro_batch);

}  // namespace maas::tensor
